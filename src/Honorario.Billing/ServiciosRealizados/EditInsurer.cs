using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Honorario.Cfdi.Catalogs;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>What is asked of an aseguradora.</summary>
public sealed record InsurerForm(string Name, string Rfc, string Nombre, string RegimenFiscal, string CodigoPostal, string UsoCfdi);

/// <summary>Adds an aseguradora, or changes what its Constancia says.</summary>
public sealed class EditInsurer(HonorarioStorage storage)
{
    public async Task<IReadOnlyList<Insurer>> ListAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeSettings);
        return await db.Insurers().AsNoTracking().OrderBy(row => row.Name).ToListAsync(ct);
    }

    /// <param name="insurerId">Which; null to add one.</param>
    /// <param name="form">What was typed.</param>
    public async Task<Result<Guid>> RunAsync(Guid? insurerId, InsurerForm form, CancellationToken ct)
    {
        await using var db = storage.Open(Right.AgreePrices);
        var insurer = insurerId is null ? null : await db.Insurers().SingleOrDefaultAsync(row => row.Id == insurerId, ct);
        if (insurerId is not null && insurer is null)
            return new Problem("", "La aseguradora no existe en esta cuenta.");
        if (Check(form) is { Count: > 0 } problems)
            return problems;
        var rfc = Rfc.Parse(form.Rfc);
        if (insurer is not null && insurer.Rfc != rfc)
            return new Problem(nameof(form.Rfc), $"El RFC de una aseguradora no cambia: da de alta otra con {rfc.Value}.");
        if (await db.Insurers().AnyAsync(row => row.Rfc == rfc && row.Id != insurerId, ct))
            return new Problem(nameof(form.Rfc), $"{rfc.Value} ya está en tu lista de aseguradoras.");

        var name = form.Name.Trim();
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

        await db.SaveChangesAsync(ct);
        return insurer.Id;
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
        if (!SatCatalogs.RegimenFiscal.ContainsKey(form.RegimenFiscal))
            problems.Add(new Problem(nameof(form.RegimenFiscal), "Elige su régimen fiscal.", "CFDI40157"));
        else if (known && !(rfc!.IsPersonaMoral ? SatCatalogs.RegimenFiscal[form.RegimenFiscal].Moral : SatCatalogs.RegimenFiscal[form.RegimenFiscal].Fisica))
            problems.Add(new Problem(nameof(form.RegimenFiscal), "Ese régimen no corresponde al tipo de persona del RFC.", "CFDI40158"));
        if (!PostalCode.TryParse(form.CodigoPostal, out _))
            problems.Add(new Problem(nameof(form.CodigoPostal), "Escribe el código postal de cinco dígitos de su domicilio fiscal.", "CFDI40147"));
        if (!SatCatalogs.UsoCfdi.TryGetValue(form.UsoCfdi, out var uso))
            problems.Add(new Problem(nameof(form.UsoCfdi), "Elige el uso del CFDI.", "CFDI40160"));
        else if (known && !uso.Allows(rfc!, form.RegimenFiscal))
            problems.Add(new Problem(nameof(form.UsoCfdi), $"El uso {uso.Code} no se permite con ese régimen.", "CFDI40161"));
        return problems;
    }
}
