using System.Text.RegularExpressions;

namespace Honorario.Cfdi.Catalogs;

/// <summary>A row of one of SAT's catalogues.</summary>
/// <param name="Code">The key.</param>
/// <param name="Text">What it means, in SAT's words.</param>
/// <param name="From">First day it may be used.</param>
/// <param name="To">Last day; null while in force.</param>
public record CatalogEntry(string Code, string Text, DateOnly? From, DateOnly? To)
{
    /// <summary>Whether it may be used on a day.</summary>
    public bool IsInForce(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}

/// <summary>c_ClaveProdServ.</summary>
/// <param name="Similar">Further words that one would look for it by.</param>
public sealed record ProdServEntry(string Code, string Text, DateOnly? From, DateOnly? To, string Similar)
    : CatalogEntry(Code, Text, From, To);

/// <summary>c_Moneda.</summary>
/// <param name="Decimals">Decimals of its amounts.</param>
/// <param name="Variation">Percentage by which an exchange rate may differ from the published one.</param>
public sealed record MonedaEntry(string Code, string Text, DateOnly? From, DateOnly? To, int Decimals, int? Variation)
    : CatalogEntry(Code, Text, From, To);

/// <summary>c_RegimenFiscal.</summary>
/// <param name="Fisica">Open to a persona física.</param>
/// <param name="Moral">Open to a persona moral.</param>
public sealed record RegimenEntry(string Code, string Text, DateOnly? From, DateOnly? To, bool Fisica, bool Moral)
    : CatalogEntry(Code, Text, From, To);

/// <summary>c_UsoCFDI.</summary>
/// <param name="Fisica">Open to a persona física.</param>
/// <param name="Moral">Open to a persona moral.</param>
/// <param name="Regimenes">Regimes of the receiver that allow it.</param>
public sealed record UsoEntry(string Code, string Text, DateOnly? From, DateOnly? To, bool Fisica, bool Moral, IReadOnlySet<string> Regimenes)
    : CatalogEntry(Code, Text, From, To)
{
    /// <summary>Whether a receiver of this RFC and regime may use it.</summary>
    public bool Allows(Rfc receptor, string regimen) =>
        (receptor.IsPersonaMoral ? Moral : Fisica) && Regimenes.Contains(regimen);
}

/// <summary>c_FormaPago, with what a payment in that form may say of banks and accounts.</summary>
/// <param name="Bancarizado">Goes through a bank.</param>
/// <param name="BancoOrdenante">RfcEmisorCtaOrd allowed.</param>
/// <param name="CuentaOrdenante">CtaOrdenante allowed.</param>
/// <param name="PatronOrdenante">Pattern of CtaOrdenante.</param>
/// <param name="BancoBeneficiario">RfcEmisorCtaBen allowed.</param>
/// <param name="CuentaBeneficiario">CtaBeneficiario allowed.</param>
/// <param name="PatronBeneficiario">Pattern of CtaBeneficiario.</param>
/// <param name="CadenaPago">TipoCadPago allowed.</param>
/// <param name="BancoExtranjero">NomBancoOrdExt wanted when the bank is foreign.</param>
public sealed record FormaPagoEntry(
    string Code,
    string Text,
    DateOnly? From,
    DateOnly? To,
    bool Bancarizado,
    bool BancoOrdenante,
    bool CuentaOrdenante,
    string PatronOrdenante,
    bool BancoBeneficiario,
    bool CuentaBeneficiario,
    string PatronBeneficiario,
    bool CadenaPago,
    bool BancoExtranjero)
    : CatalogEntry(Code, Text, From, To);

/// <summary>c_Pais.</summary>
/// <param name="PostalCodePattern">Pattern of its postal codes; "" when unknown.</param>
/// <param name="TaxIdPattern">Pattern of its tax ids; "" when unknown.</param>
/// <param name="Groups">Economic groups it belongs to.</param>
public sealed record PaisEntry(string Code, string Text, string PostalCodePattern, string TaxIdPattern, string Groups)
    : CatalogEntry(Code, Text, null, null)
{
    /// <summary>Whether a tax id has the form that SAT says of this country; any has where it says none, and Mexico's are RFC.</summary>
    public bool FitsTaxId(string taxId) => Code == "MEX" || TaxIdPattern.Length == 0
        || Regex.IsMatch(taxId, $"^(?:{TaxIdPattern})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}

/// <summary>A row of c_TasaOCuota.</summary>
/// <param name="IsRange">Any value from <paramref name="Least"/> to <paramref name="Most"/>, instead of <paramref name="Most"/> alone.</param>
/// <param name="Least">Smallest value of a range.</param>
/// <param name="Most">Largest value of a range, or the only value.</param>
/// <param name="Impuesto">IVA, IEPS, ISR, or IVA with a condition.</param>
/// <param name="Factor">Tasa or Cuota.</param>
/// <param name="Traslado">May be charged.</param>
/// <param name="Retencion">May be withheld.</param>
/// <param name="Validity">When it may be used.</param>
public sealed record TasaEntry(
    bool IsRange, decimal Least, decimal Most, string Impuesto, string Factor, bool Traslado, bool Retencion, Validity Validity);
