using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Catalogs;
using Honorario.Escritura;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.DatosFiscales;

/// <summary>The form of the tab "Datos Fiscales".</summary>
public sealed record EmisorForm(
    string Rfc,
    string Nombre,
    string RegimenFiscal,
    string CodigoPostal,
    string Calle,
    string NumeroExterior,
    string NumeroInterior,
    string Colonia,
    string Municipio,
    IvaTreatment Iva,
    string Serie,
    int NextFolio)
{
    /// <summary>Whether its prices include IVA.</summary>
    public bool IvaIncluido { get; init; }

    /// <summary>Whether a persona moral is an S.C. or an I.A.P., where its name does not say so.</summary>
    public bool SociedadCivil { get; init; }

    /// <summary>Whether SAT has its notice of the border's IVA stimulus.</summary>
    public bool Frontera { get; init; }

    /// <summary>Name of the state's tax on fees; "" for none.</summary>
    public string ImpuestoLocal { get; init; } = "";

    /// <summary>Its rate in percent.</summary>
    public decimal ImpuestoLocalTasa { get; init; }

    /// <summary>Whether who pays withholds it.</summary>
    public bool ImpuestoLocalRetenido { get; init; }

    /// <summary>What is stored of an emisor, as the form shows it.</summary>
    public static EmisorForm Of(Emisor emisor) => new(
        emisor.Rfc.Value, emisor.Nombre, emisor.RegimenFiscal, emisor.CodigoPostal.Value, emisor.Calle, emisor.NumeroExterior, emisor.NumeroInterior,
        emisor.Colonia, emisor.Municipio, emisor.Iva, emisor.Serie, emisor.NextFolio)
    {
        IvaIncluido = emisor.IvaIncluido,
        SociedadCivil = emisor.SociedadCivil,
        Frontera = emisor.Frontera,
        ImpuestoLocal = emisor.ImpuestoLocal,
        ImpuestoLocalTasa = emisor.ImpuestoLocalTasa,
        ImpuestoLocalRetenido = emisor.ImpuestoLocalRetenido,
    };
}

/// <summary>What was sealed with a series already, which a lower floor asks.</summary>
public interface IUsedFolios
{
    /// <summary>The highest folio that a document of the emisor has in the series; 0 when none has.</summary>
    Task<int> LastAsync(HonorarioDb db, Guid emisorId, string serie, CancellationToken ct);
}

/// <summary>Adds an RFC to the account, or changes what its Constancia de Situación Fiscal says.</summary>
public sealed class EditEmisor(HonorarioStorage storage, Turns turns, IUsedFolios used, TimeProvider clock)
{
    private const int NombreLength = 300;
    private const int SerieLength = 25;
    private const int LocalNameLength = 100;

    /// <param name="emisorId">Which; null to add one.</param>
    /// <param name="form">What was typed.</param>
    /// <param name="seen">What the form showed when it was opened: a field that changed since then is told and nothing is saved; null to overwrite.</param>
    public Task<Result<Guid>> RunAsync(Guid? emisorId, EmisorForm form, CancellationToken ct, EmisorForm? seen = null) =>
        turns.TakeAsync(storage, Right.KeepKeys, NumberLine.Folios(emisorId ?? Guid.Empty), turn => SaveAsync(turn.Db, emisorId, form, seen, ct), ct);

    private async Task<Result<Guid>> SaveAsync(HonorarioDb db, Guid? emisorId, EmisorForm form, EmisorForm? seen, CancellationToken ct)
    {
        form = form with
        {
            Rfc = TypedRfc.Bare(form.Rfc), Nombre = Pasted.Name(form.Nombre), CodigoPostal = TypedPostalCode.Bare(form.CodigoPostal),
            Serie = Pasted.Name(form.Serie),
        };
        var emisor = emisorId is null ? null : await db.Emisores().SingleOrDefaultAsync(row => row.Id == emisorId, ct);
        if (emisorId is not null && emisor is null)
            return new Problem("", "El emisor no existe en esta cuenta.");
        if (emisor is not null && seen is not null && form.Serie == emisor.Serie && form.NextFolio == seen.NextFolio)
            (form, seen) = (form with { NextFolio = emisor.NextFolio }, seen with { NextFolio = emisor.NextFolio });
        var problems = Check(form, emisor);
        if (emisor is not null && problems.TrueForAll(one => one.Field != nameof(form.NextFolio)) && await used.LastAsync(db, emisor.Id,
            form.Serie.Trim(), ct) is var last && form.NextFolio <= last)
            problems.Add(new Problem(nameof(form.NextFolio),
                $"La serie {form.Serie.Trim()} ya tiene documentos hasta el folio {last}: el siguiente es {last + 1}."));
        if (problems.Count == 0 && emisor is not null)
            problems = Meanwhile.Changes(seen, EmisorForm.Of(emisor), form);
        if (problems.Count > 0)
            return problems;

        if (emisor is null)
        {
            emisor = new Emisor { Rfc = Rfc.Parse(form.Rfc), Nombre = "", RegimenFiscal = "", CodigoPostal = PostalCode.Parse(form.CodigoPostal) };
            db.Emisores().Add(emisor);
        }

        Fill(emisor, form);
        db.Record(emisor.Id, clock.GetUtcNow().UtcDateTime, "Datos fiscales guardados", emisor.Rfc.Value);
        try
        {
            await db.SaveChangesAsync(ct);
            return emisor.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Problem("", "Los datos fiscales cambiaron en otra ventana. Vuelve a abrirlos para ver cómo quedaron.");
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            return new Problem(nameof(form.Rfc), $"{emisor.Rfc.Value} ya está en esta cuenta: ábrelo en la lista.");
        }
    }

    /// <summary>The name as a CFDI wants it: upper case, without régimen de capital when it is a company's.</summary>
    public static string CleanNombre(string rfc, string nombre) =>
        Rfc.TryParse(rfc, out var read) && read.IsPersonaMoral
            ? RegimenDeCapital.Remove(Pasted.Name(nombre))
            : Pasted.Name(nombre).ToUpperInvariant();

    private static void Fill(Emisor emisor, EmisorForm form)
    {
        emisor.Nombre = CleanNombre(emisor.Rfc.Value, form.Nombre);
        emisor.RegimenFiscal = form.RegimenFiscal;
        emisor.CodigoPostal = PostalCode.Parse(form.CodigoPostal);
        (emisor.Calle, emisor.NumeroExterior, emisor.NumeroInterior) = (Pasted.Line(form.Calle), Pasted.Line(form.NumeroExterior),
            Pasted.Line(form.NumeroInterior));
        (emisor.Colonia, emisor.Municipio) = (Pasted.Line(form.Colonia), Pasted.Line(form.Municipio));
        (emisor.Iva, emisor.Serie, emisor.NextFolio) = (form.Iva, form.Serie.Trim(), form.NextFolio);
        (emisor.IvaIncluido, emisor.Frontera) = (form.IvaIncluido, form.Frontera);
        emisor.SociedadCivil = emisor.Rfc.IsPersonaMoral && (RegimenDeCapital.Of(form.Nombre) is { Length: > 0 } kind
            ? MayBeExempt.Contains(kind, StringComparer.Ordinal) : form.SociedadCivil);
        (emisor.ImpuestoLocal, emisor.ImpuestoLocalTasa, emisor.ImpuestoLocalRetenido) = form.ImpuestoLocal.Trim() is { Length: > 0 } name
            ? (name, form.ImpuestoLocalTasa, form.ImpuestoLocalRetenido)
            : ("", 0, false);
    }

    private static List<Problem> Check(EmisorForm form, Emisor? existing)
    {
        var problems = new List<Problem>();
        var known = Rfc.TryParse(existing?.Rfc.Value ?? form.Rfc, out var rfc);
        if (!known)
            problems.Add(
                new Problem(nameof(form.Rfc), "El RFC no tiene la forma correcta: 12 caracteres si es de una persona moral, 13 si es de una persona física."));
        else if (rfc!.IsGeneric)
            problems.Add(new Problem(nameof(form.Rfc), "Un RFC genérico no puede facturar: escribe el tuyo."));
        var nombre = form.Nombre.Trim();
        if (nombre.Length is 0 or > NombreLength || nombre.Contains('|'))
            problems.Add(new Problem(nameof(form.Nombre), "Escribe el nombre como aparece en la Constancia de Situación Fiscal, sin el signo |."));
        if (!SatCatalogs.RegimenFiscal.TryGetValue(form.RegimenFiscal, out var regimen))
            problems.Add(new Problem(nameof(form.RegimenFiscal), "Elige el régimen fiscal de la Constancia."));
        else if (known && !(rfc!.IsPersonaMoral ? regimen.Moral : regimen.Fisica))
            problems.Add(new Problem(nameof(form.RegimenFiscal),
                $"El régimen {regimen.Code} {regimen.Text} no es para una persona {(rfc!.IsPersonaMoral ? "moral" : "física")}.", "CFDI40140"));
        if (TypedPostalCode.Read(form.CodigoPostal) is { Ok: false } unplaced)
            problems.Add(new Problem(
                nameof(form.CodigoPostal), unplaced.Message ?? "Escribe el código postal de cinco dígitos del domicilio fiscal.", "CFDI40126"));
        CheckTaxes(form, problems);
        if (form.Serie.Trim().Length is 0 or > SerieLength || form.Serie.Contains('|'))
            problems.Add(new Problem(nameof(form.Serie), $"Escribe la serie: de 1 a {SerieLength} caracteres."));
        if (form.NextFolio < 1 || form.NextFolio < existing?.NextFolio && form.Serie.Trim() == existing.Serie)
            problems.Add(new Problem(nameof(form.NextFolio),
                $"El siguiente folio de la serie {form.Serie.Trim()} es {existing?.NextFolio ?? 1}: con uno menor se repetiría."));
        return problems;
    }

    /// <summary>Physicians are exempt alone or through one of these (LIVA 15-XIV).</summary>
    private static readonly string[] MayBeExempt =
    [
        "SC", "SOCIEDADCIVIL", "IAP", "INSTITUCIONDEASISTENCIAPRIVADA", "IBP", "ABP", "FIBP", "INSTITUCIONDEBENEFICENCIAPRIVADA",
    ];

    /// <summary>What only some may charge: 8 % in the border's postal codes and with SAT's notice; a state's tax has a name and a rate.</summary>
    private static void CheckTaxes(EmisorForm form, List<Problem> problems)
    {
        var outside = SatCatalogs.PostalCode(form.CodigoPostal.Trim(), DateOnly.FromDateTime(DateTime.UtcNow)) is { Border: 0 };
        if (form.Iva == IvaTreatment.Tasa8 && !form.Frontera)
            problems.Add(new Problem(nameof(form.Iva),
                "El IVA al 8 % es de quien dio aviso al SAT del estímulo de la región fronteriza: confirma que estás inscrito."));
        else if (form.Frontera && outside)
            problems.Add(new Problem(nameof(form.Iva),
                $"El código postal {form.CodigoPostal} no está en la región fronteriza del catálogo del SAT: ahí no hay IVA al 8 %."));
        if (form.Iva == IvaTreatment.Exento && Rfc.TryParse(form.Rfc, out var rfc) && rfc.IsPersonaMoral)
            CheckExempt(form, RegimenDeCapital.Of(form.Nombre), problems);
        var name = form.ImpuestoLocal.Trim();
        if (name.Length > LocalNameLength || name.Contains('|'))
            problems.Add(new Problem(nameof(form.ImpuestoLocal), $"Escribe el nombre del impuesto en hasta {LocalNameLength} caracteres, sin el signo |."));
        if (name.Length > 0 && (form.ImpuestoLocalTasa is <= 0 or > 100 || form.ImpuestoLocalTasa != Amount.Round(form.ImpuestoLocalTasa, 2)))
            problems.Add(new Problem(nameof(form.ImpuestoLocalTasa), "Escribe la tasa en por ciento, con hasta dos decimales, por ejemplo 2 o 2.50."));
        if (name.Length == 0 && form.ImpuestoLocalTasa != 0)
            problems.Add(new Problem(nameof(form.ImpuestoLocal), "Escribe el nombre del impuesto, o borra su tasa."));
    }

    /// <param name="form">Of a persona moral.</param>
    /// <param name="kind">Its régimen de capital, where its name says it.</param>
    /// <param name="problems">Where to tell.</param>
    private static void CheckExempt(EmisorForm form, string kind, List<Problem> problems)
    {
        if (kind.Length == 0 && !form.SociedadCivil)
            problems.Add(new Problem(nameof(form.Iva),
                "De una persona moral sólo están exentos los servicios de medicina de una S.C. o de una I.A.P. (LIVA 15-XIV): marca abajo que lo es, o "
                + "elige 16 %."));
        else if (kind is "AC" or "ASOCIACIONCIVIL")
            problems.Add(new Problem(nameof(form.Iva),
                "Una asociación civil no está entre las personas morales exentas (LIVA 15-XIV: S.C. e I.A.P.): elige 16 % y pregunta a tu contador."));
        else if (kind.Length > 0 && !MayBeExempt.Contains(kind, StringComparer.Ordinal))
            problems.Add(new Problem(nameof(form.Iva),
                "Una sociedad mercantil (S.A., S. de R.L., S.A.S.…) cobra 16 %: exentos son los servicios de medicina de personas físicas con "
                + "título, de una S.C. o de una I.A.P. (LIVA 15-XIV). Elige 16 %, o corrige el nombre."));
    }
}
