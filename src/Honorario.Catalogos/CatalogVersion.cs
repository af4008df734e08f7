namespace Honorario.Catalogos;

/// <summary>Which edition of SAT's catalogues is in the store.</summary>
/// <param name="Name">SAT's own version where the spreadsheet says it, else the file's name; null while only the embedded catalogues are there.</param>
/// <param name="ImportedAt">When it was imported; null likewise.</param>
public sealed record CatalogVersion(string? Name, DateTimeOffset? ImportedAt);
