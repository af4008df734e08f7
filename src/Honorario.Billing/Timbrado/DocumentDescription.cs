using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;

namespace Honorario.Billing.Timbrado;

/// <summary>All that the product knows of one kind of document; its capability gives it together with its outcome and its cancelling.</summary>
public sealed record DocumentDescription
{
    public required DocumentKind Kind { get; init; }

    /// <summary>As the screen says it: "Nota de crédito".</summary>
    public required string Name { get; init; }

    /// <summary>What comes before RFC, series and folio in the names of its files; "" for nothing.</summary>
    public required string FilePrefix { get; init; }

    /// <summary>The right to see one.</summary>
    public Right Sees { get; init; } = Right.SeeInvoices;

    /// <summary>Whether who sees only the own sees what it documents.</summary>
    public Func<HonorarioDb, Guid, CancellationToken, Task<bool>> IsSeen { get; init; } = (_, _, _) => Task.FromResult(true);

    /// <summary>The folder of its files in the accountant's package.</summary>
    public required string PackageFolder { get; init; }

    /// <summary>What mail that carries it is about, as <c>Mail.About</c> has it; null when it never goes by mail.</summary>
    public required string? MailSubject { get; init; }

    /// <summary>What the button says that asks SAT to cancel it.</summary>
    public required string CancelLabel { get; init; }

    /// <summary>The page of one of them, by its id.</summary>
    public required Func<Guid, string> Page { get; init; }

    /// <summary>The practice's own numbers of some of them, by id, printed and shown besides series and folio; null when they have none.</summary>
    public Func<HonorarioDb, IReadOnlyCollection<Guid>, CancellationToken, Task<Dictionary<Guid, string>>>? OwnNumbers { get; init; }

    /// <summary>What is printed under concepts of some of them, by id and by NoIdentificacion; null when nothing ever is.</summary>
    public Func<HonorarioDb, IReadOnlyCollection<Guid>, CancellationToken, Task<Dictionary<Guid, Dictionary<string, string>>>>? ConceptNotes { get; init; }

    /// <summary>After the PAC refused it, the same draft may be mended and sealed again; otherwise another document takes its place.</summary>
    public required bool StaysDraftWhenRejected { get; init; }

    /// <summary>SAT's motives with which it may be cancelled; 04 is for a factura global alone.</summary>
    public IReadOnlyList<string> Motivos { get; init; } = ["01", "02", "03"];

    /// <summary>The page that shows any stamped document before SAT.</summary>
    public static string CommonPage(Guid subjectId) => $"/finanzas/documentos/{subjectId}";

    /// <summary>The practice's own number of one of them; null when it has none.</summary>
    public async Task<string?> OwnNumberAsync(HonorarioDb db, Guid subjectId, CancellationToken ct) =>
        OwnNumbers is null ? null : (await OwnNumbers(db, [subjectId], ct)).GetValueOrDefault(subjectId);

    /// <summary>What is printed under its concepts, by NoIdentificacion.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ConceptNotesAsync(HonorarioDb db, Guid subjectId, CancellationToken ct) =>
        (ConceptNotes is null ? null : (await ConceptNotes(db, [subjectId], ct)).GetValueOrDefault(subjectId)) ?? [];
}
