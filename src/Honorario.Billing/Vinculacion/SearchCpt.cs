using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Vinculacion;

/// <summary>A CPT-4 code with the link that it has, if any.</summary>
public sealed record CptRow(string Code, string Description, CptLink? Link);

/// <summary>"Busca la clave correspondiente": CPT-4 codes by code or words, without accents and tolerant of a typo.</summary>
public sealed class SearchCpt(HonorarioStorage storage)
{
    /// <summary>So many are shown; the screen says so.</summary>
    public const int Most = 50;

    /// <summary>What is said of a code that only the practice's own services name.</summary>
    private const string UsedHere = "Usado en tus servicios";

    /// <param name="words">What was typed; "" for the first codes.</param>
    /// <param name="onlyUnlinked">Only codes without a link.</param>
    public async Task<IReadOnlyList<CptRow>> RunAsync(string words, bool onlyUnlinked, CancellationToken ct)
    {
        await using var db = storage.Open(Right.SeeSettings);
        var terms = SearchText.Of(words).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var own = db.CptCodes().AsNoTracking();
        foreach (var term in terms)
            own = own.Where(code => code.Search.Contains(term));
        if (onlyUnlinked)
            own = own.Where(code => !db.CptLinks().Any(link => link.Cpt == code.Code));
        var imported = await own.OrderBy(code => code.Code).Take(Most).ToListAsync(ct);
        var known = imported.Select(code => (code.Code, code.Description))
            .Concat(Cpt4.Shipped.Select(pair => (Code: pair.Key, Description: pair.Value)))
            .Concat(onlyUnlinked ? [] : (await LinkedAsync(db, ct)).Select(pair => (Code: pair.Key, Description: pair.Value)))
            .Concat((await UsedAsync(db, terms, onlyUnlinked, ct)).Select(code => (Code: code, Description: UsedHere)))
            .DistinctBy(code => code.Code)
            .ToList();
        var found = known.Where(code => Matches(SearchText.Of(code.Code, code.Description), terms, typos: false)).ToList();
        if (found.Count == 0)
            found = known.Where(code => Matches(SearchText.Of(code.Code, code.Description), terms, typos: true)).ToList();
        var codes = found.Select(code => code.Code).ToList();
        var links = await db.CptLinks().AsNoTracking().Where(link => codes.Contains(link.Cpt)).ToDictionaryAsync(link => link.Cpt, ct);
        return
        [
            .. found.Select(code => new CptRow(code.Code, code.Description, links.GetValueOrDefault(code.Code)))
                .Where(row => !onlyUnlinked || row.Link is null)
                .OrderBy(row => row.Code, StringComparer.Ordinal)
                .Take(Most),
        ];
    }

    /// <summary>Linked codes that are in no list of codes, with what they are billed as: who linked one finds it again.</summary>
    private static Task<Dictionary<string, string>> LinkedAsync(HonorarioDb db, CancellationToken ct)
    {
        var shipped = Cpt4.Shipped.Keys.ToList();
        return db.CptLinks().Where(link => !db.CptCodes().Any(code => code.Code == link.Cpt) && !shipped.Contains(link.Cpt))
            .ToDictionaryAsync(link => link.Cpt, link => link.Descripcion, ct);
    }

    /// <summary>Codes of services that are in no list of codes, as many as are shown; a word of their description matches all of them.</summary>
    private static async Task<List<string>> UsedAsync(HonorarioDb db, string[] terms, bool onlyUnlinked, CancellationToken ct)
    {
        var described = SearchText.Of(UsedHere);
        var used = db.Services().Where(service => !db.CptCodes().Any(code => code.Code == service.Cpt));
        foreach (var term in terms.Where(term => !described.Contains(term, StringComparison.Ordinal)))
            used = used.Where(service => service.Cpt.Contains(term));
        if (onlyUnlinked)
            used = used.Where(service => !db.CptLinks().Any(link => link.Cpt == service.Cpt));
        var shipped = Cpt4.Shipped.Keys.ToList();
        return await used.Select(service => service.Cpt).Where(code => !shipped.Contains(code)).Distinct().Order().Take(Most).ToListAsync(ct);
    }

    private static bool Matches(string text, string[] terms, bool typos) =>
        terms.All(term => text.Contains(term, StringComparison.Ordinal) || (typos && text.Split(' ').Any(word => OneTypoApart(word, term))));

    /// <summary>One letter changed, added, left out, or swapped with its neighbour; digits must be right.</summary>
    private static bool OneTypoApart(string word, string term)
    {
        if (term.Length < 4 || Math.Abs(word.Length - term.Length) > 1 || char.IsDigit(term[0]))
            return false;
        var start = 0;
        while (start < word.Length && start < term.Length && word[start] == term[start])
            start++;
        var rest = word.AsSpan(start);
        var typed = term.AsSpan(start);
        if (rest.Length == typed.Length)
        {
            return rest.Length == 0
                || rest[1..].SequenceEqual(typed[1..])
                || (rest.Length > 1 && rest[0] == typed[1] && rest[1] == typed[0] && rest[2..].SequenceEqual(typed[2..]));
        }

        return rest.Length > typed.Length ? rest[1..].SequenceEqual(typed) : rest.SequenceEqual(typed[1..]);
    }
}
