using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Catalogos;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Catalogs;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Vinculacion;

/// <summary>What codes are linked to.</summary>
/// <param name="ClaveProdServ">SAT's key of the service.</param>
/// <param name="ClaveUnidad">SAT's key of the unit.</param>
/// <param name="Descripcion">The words on the invoice; "" for the code's own description.</param>
/// <param name="Iva">IVA of the service; null for the emisor's own treatment.</param>
/// <param name="IvaIncluido">Whether its price includes IVA; null for what the emisor says of its prices.</param>
public sealed record LinkTarget(string ClaveProdServ, string ClaveUnidad, string Descripcion, IvaTreatment? Iva = null, bool? IvaIncluido = null)
{
    /// <summary>What a link says.</summary>
    public static LinkTarget Of(CptLink link) => new(link.ClaveProdServ, link.ClaveUnidad, link.Descripcion, link.Iva, link.IvaIncluido);

    /// <summary>Makes a link say it.</summary>
    public void Fill(CptLink link) => (link.ClaveProdServ, link.ClaveUnidad, link.Descripcion, link.Iva, link.IvaIncluido) =
        (ClaveProdServ, ClaveUnidad, Descripcion, Iva, IvaIncluido);

    /// <summary>What it says of the IVA besides the emisor, behind its keys, such as ", IVA 16 %"; "" for nothing.</summary>
    public string IvaWords => Iva switch
    {
        null => "",
        IvaTreatment.Exento => ", IVA exento",
        IvaTreatment.Tasa16 => ", IVA 16 %",
        IvaTreatment.Tasa8 => ", IVA 8 %",
        IvaTreatment.Tasa0 => ", IVA 0 %",
        _ => ", no objeto de IVA",
    } + IvaIncluido switch { null => "", true => ", precio con IVA", false => ", precio sin IVA" };

    /// <summary>A new link of a code.</summary>
    public CptLink Link(string cpt) => new()
    {
        Cpt = cpt,
        ClaveProdServ = ClaveProdServ,
        ClaveUnidad = ClaveUnidad,
        Descripcion = Descripcion,
        Iva = Iva,
        IvaIncluido = IvaIncluido,
    };
}

/// <summary>A set of links that is offered in one click.</summary>
public sealed record SuggestedLinks(string Name, IReadOnlyList<string> Codes, LinkTarget Target);

/// <summary>"Vincular" and "Aceptar": links CPT-4 codes to a SAT key, or takes the links away.</summary>
public sealed class LinkCodes(HonorarioStorage storage, CatalogStore catalogs, TimeProvider clock)
{
    /// <summary>SAT's catalogue of products and services.</summary>
    public const string SatKeys = "c_ClaveProdServ";

    private const int CodeLength = 10;
    private const int DescripcionLength = 1000;

    /// <summary>The guide's own note: which codes each kind of physician uses.</summary>
    public static IReadOnlyList<SuggestedLinks> Suggested { get; } =
    [
        new("Médico primer contacto", ["99202", "99212"], new LinkTarget("85121502", "E48", "")),
        new("Médico especialista", ["99203", "99213"], new LinkTarget("85121600", "E48", "")),
    ];

    public async Task<Result<int>> RunAsync(IReadOnlyCollection<string> codes, LinkTarget target, CancellationToken ct)
    {
        if (Check(codes, target) is { Count: > 0 } problems)
            return problems;
        await using var db = storage.Open(Right.AgreePrices);
        var existing = await db.CptLinks().Where(link => codes.Contains(link.Cpt)).ToDictionaryAsync(link => link.Cpt, ct);
        var imported = await db.CptCodes().Where(code => codes.Contains(code.Code)).ToDictionaryAsync(code => code.Code, code => code.Description, ct);
        foreach (var code in codes)
        {
            var words = target.Descripcion.Trim() is { Length: > 0 } own
                ? own
                : imported.GetValueOrDefault(code) ?? Cpt4.Shipped.GetValueOrDefault(code) ?? catalogs.Find(SatKeys, target.ClaveProdServ)!.Text;
            var worded = target with { Descripcion = words };
            if (existing.TryGetValue(code, out var link))
                worded.Fill(link);
            else
                db.CptLinks().Add(worded.Link(code));
        }

        db.Record(Guid.Empty, clock.GetUtcNow().UtcDateTime, "Claves vinculadas",
            $"{string.Join(", ", codes)} → {target.ClaveProdServ} {target.ClaveUnidad}{target.IvaWords}");
        try
        {
            await db.SaveChangesAsync(ct);
            return codes.Count;
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            return new Problem(FieldNames.Codes, "Otra persona vinculó alguno de esos códigos al mismo tiempo. Búscalos otra vez.");
        }
    }

    public async Task UnlinkAsync(string code, CancellationToken ct)
    {
        await using var db = storage.Open(Right.AgreePrices);
        if (await db.CptLinks().SingleOrDefaultAsync(link => link.Cpt == code, ct) is not { } link)
            return;
        db.CptLinks().Remove(link);
        db.Record(Guid.Empty, clock.GetUtcNow().UtcDateTime, "Clave desvinculada", $"{code} ({link.ClaveProdServ})");
        await db.SaveChangesAsync(ct);
    }

    /// <summary>What is wrong with a link, at its fields.</summary>
    public List<Problem> Check(IReadOnlyCollection<string> codes, LinkTarget target)
    {
        var problems = new List<Problem>();
        if (codes.Count == 0)
            problems.Add(new Problem(FieldNames.Codes, "Selecciona al menos un código CPT4."));
        foreach (var code in codes.Where(code => code.Length is 0 or > CodeLength || !code.All(char.IsAsciiLetterOrDigit)))
            problems.Add(new Problem(FieldNames.Codes, $"\"{code}\" no es un código CPT4."));
        if (catalogs.Find(SatKeys, target.ClaveProdServ) is not { } key)
            problems.Add(new Problem(nameof(target.ClaveProdServ),
                $"La clave SAT \"{target.ClaveProdServ}\" no está en el catálogo: búscala y selecciona un resultado.", "CFDI40162"));
        else if (!SatCatalogs.HasProduct(key.Code, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)))
            problems.Add(new Problem(nameof(target.ClaveProdServ),
                $"La clave SAT {key.Code} ya no está vigente: busca la que la sustituye.", "CFDI40162"));
        if (!SatCatalogs.ClaveUnidad.ContainsKey(target.ClaveUnidad))
            problems.Add(new Problem(nameof(target.ClaveUnidad), "Elige una clave de unidad: E48 (unidad de servicio) o ACT (actividad).", "CFDI40164"));
        if (target.Descripcion.Length > DescripcionLength || target.Descripcion.Contains('|'))
            problems.Add(new Problem(nameof(target.Descripcion), $"La descripción lleva hasta {DescripcionLength} caracteres, sin el signo |."));
        return problems;
    }
}
