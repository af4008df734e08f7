namespace Honorario.Cfdi.Catalogs;

/// <summary>From when to when a key may be used.</summary>
/// <param name="From">First day; null when SAT names none.</param>
/// <param name="To">Last day; null while in force.</param>
public readonly record struct Validity(DateOnly? From, DateOnly? To)
{
    /// <summary>Whether it may be used on a day.</summary>
    public bool Covers(DateOnly day) => (From is null || From <= day) && (To is null || day <= To);
}

/// <summary>What c_CodigoPostal says of a postal code.</summary>
/// <param name="Estado">c_Estado.</param>
/// <param name="Municipio">c_Municipio; "" when SAT lists none.</param>
/// <param name="Border">The stimulus of the border: 0 none, 1 the north's, 2 the south's.</param>
/// <param name="Validity">When it may be used.</param>
public readonly record struct PostalFacts(string Estado, string Municipio, int Border, Validity Validity);

/// <summary>A row of an imported catalogue.</summary>
/// <param name="Code">The key.</param>
/// <param name="Text">What it means.</param>
/// <param name="Validity">When it may be used.</param>
/// <param name="Details">Its other cells by their headings, folded to lower case without accents.</param>
public sealed record CatalogRow(string Code, string Text, Validity Validity, IReadOnlyDictionary<string, string> Details);

/// <summary>An imported edition of catCFDI.</summary>
/// <param name="Name">Its name, as the spreadsheet says it.</param>
/// <param name="Rows">Rows by catalogue, as SAT names it (<c>c_UsoCFDI</c>), but for the two below.</param>
/// <param name="Products">c_ClaveProdServ.</param>
/// <param name="PostalCodes">c_CodigoPostal.</param>
public sealed record CatalogEdition(
    string Name,
    IReadOnlyDictionary<string, IReadOnlyList<CatalogRow>> Rows,
    IReadOnlyDictionary<string, Validity> Products,
    IReadOnlyDictionary<string, PostalFacts> PostalCodes);
