using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Honorario.Cfdi.Catalogs;
using Honorario.Escritura;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>What is asked of an aseguradora.</summary>
public sealed record InsurerForm(string Name, string Rfc, string Nombre, string RegimenFiscal, string CodigoPostal, string UsoCfdi)
{
    /// <summary>It wants an authorisation or siniestro number with each service.</summary>
    public bool WantsAuthorization { get; init; }

    /// <summary>c_Pais of an insurer abroad; "" of one in Mexico.</summary>
    public string ResidenciaFiscal { get; init; } = "";

    /// <summary>Its tax id there.</summary>
    public string NumRegIdTrib { get; init; } = "";

    /// <summary>A person was asked and says that it is another than the one of the same name.</summary>
    public bool Another { get; init; }

    /// <summary>What is stored of an insurer, as the form shows it.</summary>
    public static InsurerForm Of(Insurer insurer) =>
        new(insurer.Name, insurer.Rfc.Value, insurer.Nombre, insurer.RegimenFiscal, insurer.CodigoPostal.Value, insurer.UsoCfdi)
    {
        WantsAuthorization = insurer.WantsAuthorization,
        ResidenciaFiscal = insurer.ResidenciaFiscal,
        NumRegIdTrib = insurer.NumRegIdTrib,
    };
}

/// <summary>Adds an aseguradora, or changes what its Constancia says.</summary>
public sealed class EditInsurer(HonorarioStorage storage)
{
    private const int TaxIdLength = 40;

    public async Task<IReadOnlyList<Insurer>> ListAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeSettings);
        return await db.Insurers().AsNoTracking().OrderBy(row => row.Name).ToListAsync(ct);
    }

    /// <param name="insurerId">Which; null to add one.</param>
    /// <param name="form">What was typed.</param>
    /// <param name="seen">What the form showed when it was opened: a field that changed since then is told and nothing is saved; null to overwrite.</param>
    public async Task<Result<Guid>> RunAsync(Guid? insurerId, InsurerForm form, CancellationToken ct, InsurerForm? seen = null)
    {
        form = form with
        {
            Name = Pasted.Line(form.Name), Rfc = TypedRfc.Bare(form.Rfc), Nombre = Pasted.Name(form.Nombre),
            CodigoPostal = TypedPostalCode.Bare(form.CodigoPostal),
        };
        await using var db = storage.Open(Right.AgreePrices);
        var insurer = insurerId is null ? null : await db.Insurers().SingleOrDefaultAsync(row => row.Id == insurerId, ct);
        if (insurerId is not null && insurer is null)
            return new Problem("", "La aseguradora no existe en esta cuenta.");
        if (Check(form) is { Count: > 0 } problems)
            return problems;
        var rfc = Rfc.Parse(form.Rfc);
        if (insurer is not null && insurer.Rfc != rfc)
            return new Problem(nameof(form.Rfc), $"El RFC de una aseguradora no cambia: da de alta otra con {rfc.Value}.");
        var abroad = rfc == Rfc.Extranjero;
        var (pais, taxId) = abroad ? (form.ResidenciaFiscal.Trim().ToUpperInvariant(), form.NumRegIdTrib.Trim()) : ("", "");
        if (abroad && await db.Insurers().AnyAsync(
            row => row.Rfc == rfc && row.Id != insurerId && (row.Name == form.Name.Trim() || (taxId != "" && row.NumRegIdTrib == taxId)), ct))
            return new Problem(nameof(form.Name),
                "Ya tienes una aseguradora extranjera con ese nombre o ese registro tributario: dale otro nombre, o ábrela en la lista.");
        if (!abroad && await db.Insurers().AnyAsync(row => row.Rfc == rfc && row.Id != insurerId, ct))
            return new Problem(nameof(form.Rfc), $"{rfc.Value} ya está en tu lista de aseguradoras.");

        if (!form.Another && await NamesakeAsync(db, insurerId, form.Name, ct) is { } namesake)
            return new Problem(nameof(form.Another),
                $"Ya tienes una aseguradora que se llama {namesake.Name} ({namesake.Rfc.Value}): ¿es otra? Si lo es, guarda otra vez.");
        if (insurer is not null && Meanwhile.Changes(seen, InsurerForm.Of(insurer), form) is { Count: > 0 } changed)
            return changed;
        var name = form.Name;
        var nombre = EditEmisor.CleanNombre(rfc.Value, form.Nombre);
        if (insurer is null)
        {
            insurer = new Insurer { Name = name, Rfc = rfc, Nombre = nombre, RegimenFiscal = form.RegimenFiscal,
                CodigoPostal = PostalCode.Parse(form.CodigoPostal), UsoCfdi = form.UsoCfdi };
            db.Insurers().Add(insurer);
        }
        else
        {
            (insurer.Name, insurer.Nombre, insurer.RegimenFiscal) = (name, nombre, form.RegimenFiscal);
            (insurer.CodigoPostal, insurer.UsoCfdi) = (PostalCode.Parse(form.CodigoPostal), form.UsoCfdi);
        }

        insurer.WantsAuthorization = form.WantsAuthorization;
        (insurer.ResidenciaFiscal, insurer.NumRegIdTrib) = (pais, taxId);
        await db.SaveChangesAsync(ct);
        return insurer.Id;
    }

    private static async Task<Insurer?> NamesakeAsync(HonorarioDb db, Guid? insurerId, string name, CancellationToken ct)
    {
        var others = await db.Insurers().AsNoTracking().Where(row => row.Id != insurerId).ToListAsync(ct);
        return others.Find(other => SearchText.Of(other.Name) == SearchText.Of(name));
    }

    private static List<Problem> Check(InsurerForm form)
    {
        var problems = new List<Problem>();
        if (form.Name.Trim().Length is 0 or > 100)
            problems.Add(new Problem(nameof(form.Name), "Escribe cómo la llamas, p. ej. General de Salud."));
        if (form.Nombre.Trim().Length is 0 or > 300 || form.Nombre.Contains('|'))
            problems.Add(new Problem(nameof(form.Nombre), "Escribe su nombre como aparece en su Constancia de Situación Fiscal."));
        var known = Rfc.TryParse(form.Rfc, out var rfc);
        if (!known)
            problems.Add(new Problem(nameof(form.Rfc), "El RFC no tiene la forma correcta: 12 caracteres si es de una persona moral."));
        if (known && rfc == Rfc.Extranjero)
            CheckAbroad(form, problems);
        if (SatCatalogs.InForce(SatCatalogs.RegimenFiscal).All(one => one.Code != form.RegimenFiscal))
            problems.Add(new Problem(nameof(form.RegimenFiscal), "Elige su régimen fiscal.", "CFDI40157"));
        else if (known && !(rfc!.IsPersonaMoral ? SatCatalogs.RegimenFiscal[form.RegimenFiscal].Moral : SatCatalogs.RegimenFiscal[form.RegimenFiscal].Fisica))
            problems.Add(new Problem(nameof(form.RegimenFiscal), "Ese régimen no corresponde al tipo de persona del RFC.", "CFDI40158"));
        if (TypedPostalCode.Read(form.CodigoPostal) is { Ok: false } unplaced)
            problems.Add(new Problem(
                nameof(form.CodigoPostal), unplaced.Message ?? "Escribe el código postal de cinco dígitos de su domicilio fiscal.", "CFDI40147"));
        if (!SatCatalogs.UsoCfdi.TryGetValue(form.UsoCfdi, out var uso))
            problems.Add(new Problem(nameof(form.UsoCfdi), "Elige el uso del CFDI.", "CFDI40160"));
        else if (known && !uso.Allows(rfc!, form.RegimenFiscal))
            problems.Add(new Problem(nameof(form.UsoCfdi), $"El uso {uso.Code} no se permite con ese régimen.", "CFDI40161"));
        return problems;
    }

    /// <summary>Country and tax id of an insurer abroad (CFDI40150 to CFDI40156).</summary>
    private static void CheckAbroad(InsurerForm form, List<Problem> problems)
    {
        var (pais, taxId) = (form.ResidenciaFiscal.Trim().ToUpperInvariant(), form.NumRegIdTrib.Trim());
        if (pais.Length > 0 && (pais == "MEX" || !SatCatalogs.Pais.ContainsKey(pais)))
            problems.Add(new Problem(nameof(form.ResidenciaFiscal),
                "Escribe la clave de tres letras del país donde reside, por ejemplo USA; no puede ser México.", "CFDI40150"));
        else if (pais.Length == 0 && taxId.Length > 0)
            problems.Add(new Problem(nameof(form.ResidenciaFiscal), "Con un registro tributario hace falta el país donde reside.", "CFDI40153"));
        else if (taxId.Length > 0 && pais.Length > 0 && !SatCatalogs.Pais[pais].FitsTaxId(taxId))
            problems.Add(new Problem(nameof(form.NumRegIdTrib),
                $"El registro tributario no tiene la forma que el SAT pide de {SatCatalogs.Pais[pais].Text}; de Estados Unidos y Canadá son 9 dígitos.",
                "CFDI40156"));
        if (taxId.Length > TaxIdLength || taxId.Contains('|'))
            problems.Add(new Problem(nameof(form.NumRegIdTrib),
                $"Escribe su registro tributario en hasta {TaxIdLength} caracteres, sin el signo |.", "CFDI40156"));
    }
}
