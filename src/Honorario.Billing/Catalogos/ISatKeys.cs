namespace Honorario.Billing.Catalogos;

/// <summary>A key of SAT's c_ClaveProdServ.</summary>
public sealed record SatKey(string Code, string Text);

/// <summary>SAT's products and services: the whole catalogue once it is imported, the health family until then.</summary>
public interface ISatKeys
{
    /// <summary>Keys by code or words, without regard to case or accents, best first.</summary>
    IReadOnlyList<SatKey> Search(string words, int most);

    /// <summary>One key; null when there is none.</summary>
    SatKey? Find(string code);
}
