using Honorario.Cfdi;

namespace Honorario.Archivos.Constancias;

/// <summary>A regime of a Constancia.</summary>
/// <param name="Code">c_RegimenFiscal; "" when the name is of none that is known.</param>
/// <param name="Name">As printed.</param>
/// <param name="From">Fecha Inicio; null when it can't be read.</param>
/// <param name="To">Fecha Fin; null while it goes on.</param>
public sealed record ConstanciaRegime(string Code, string Name, DateOnly? From, DateOnly? To)
{
    /// <summary>Whether it goes on at a day.</summary>
    public bool GoesOn(DateOnly day) => To is null || To > day;
}

/// <summary>What a Constancia de Situación Fiscal says. What it does not say is "" or null.</summary>
/// <param name="Rfc">The taxpayer's.</param>
/// <param name="Nombre">As a CFDI wants it: upper case, a company's without régimen de capital.</param>
/// <param name="RegimenCapital">A company's, as printed.</param>
/// <param name="Regimes">All that are printed, ended ones too, in their order.</param>
/// <param name="Calle">With its kind: AVENIDA INSURGENTES SUR.</param>
/// <param name="IssuedOn">Fecha de Emisión.</param>
/// <param name="IdCif">The eleven digits by which SAT shows the Constancia.</param>
/// <param name="QrAddress">What the QR says; "" where there is none that can be read.</param>
/// <param name="Estatus">Estatus en el padrón: ACTIVO.</param>
/// <param name="Findings">What a person should look at.</param>
public sealed record ConstanciaData(
    string Rfc, string Nombre, string RegimenCapital, IReadOnlyList<ConstanciaRegime> Regimes, string CodigoPostal, string Calle, string NumeroExterior,
        string NumeroInterior, string Colonia,
    string Localidad, string Municipio, string Entidad, DateOnly? IssuedOn, string IdCif, string QrAddress, string Estatus, IReadOnlyList<string> Findings)
{
    /// <summary>SAT's own page about it, which its QR opens.</summary>
    public string SatAddress => QrAddress.Length > 0 ? QrAddress : IdCif.Length == 0 ? ""
        : $"https://siat.sat.gob.mx/app/qr/faces/pages/mobile/validadorqr.jsf?D1=10&D2=1&D3={IdCif}_{Rfc}";

    /// <summary>Codes of the regimes that go on, in the order printed.</summary>
    public IReadOnlyList<string> Codes =>
        [.. Regimes.Where(regime => regime.Code.Length > 0 && regime.GoesOn(IssuedOn ?? DateOnly.MaxValue)).Select(regime => regime.Code).Distinct()];
}
