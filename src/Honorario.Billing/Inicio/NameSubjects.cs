using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Kern;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Inicio;

/// <summary>What an entry of the audit log is about.</summary>
/// <param name="Name">In words.</param>
/// <param name="Link">Its page.</param>
/// <param name="Needs">The right to open that page.</param>
public sealed record AuditSubject(string Name, string Link, Right Needs);

/// <summary>Names the rows that entries of the audit log are about, a page of them at once.</summary>
public sealed class NameSubjects(HonorarioStorage storage, DocumentKinds kinds)
{
    public async Task<IReadOnlyDictionary<Guid, AuditSubject>> RunAsync(IReadOnlyCollection<Guid> subjects, CancellationToken ct)
    {
        var ids = subjects.Where(id => id != Guid.Empty).Distinct().ToList();
        await using var db = storage.Open(Right.ReadAudit);
        var named = new Dictionary<Guid, AuditSubject>();
        foreach (var row in await db.Set<Invoice>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.ControlNumber }).ToListAsync(ct))
            named[row.Id] = new($"Factura {row.ControlNumber}", $"/finanzas/facturacion/facturas/{row.Id}", Right.SeeInvoices);
        foreach (var row in await db.Set<InsurerPayment>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Amount }).ToListAsync(ct))
            named[row.Id] = new($"Pago de {Pesos.Text(row.Amount)}", $"/finanzas/pagos/{row.Id}", Right.SeeMoney);
        foreach (var row in await db.Set<Ticket>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Folio }).ToListAsync(ct))
            named[row.Id] = new($"Ticket {row.Folio}", $"/finanzas/cobros/ticket/{row.Id}", Right.SeeCharges);
        foreach (var row in await db.Set<CashShift>().Where(row => ids.Contains(row.Id) && row.ClosedAt != null)
                     .Select(row => new { row.Id, row.Cashier }).ToListAsync(ct))
            named[row.Id] = new($"Corte de {row.Cashier}", $"/finanzas/cobros/corte/{row.Id}", Right.SeeCuts);
        foreach (var row in await db.Set<Insurer>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Name }).ToListAsync(ct))
            named[row.Id] = new(row.Name, "/configuracion/aseguradoras", Right.SeeSettings);
        foreach (var row in await db.Set<Emisor>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Rfc }).ToListAsync(ct))
            named[row.Id] = new($"Datos fiscales de {row.Rfc.Value}", $"/configuracion/datos-fiscales/{row.Id}", Right.KeepKeys);
        foreach (var row in await db.Users.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.DisplayName }).ToListAsync(ct))
            named[row.Id] = new(row.DisplayName, "/configuracion/usuarios", Right.AdministratePeople);
        var left = ids.Where(id => !named.ContainsKey(id)).ToList();
        foreach (var row in await db.Set<SealedCfdi>().Where(row => left.Contains(row.SubjectId) && row.State == PacState.Stamped)
                     .Select(row => new { row.SubjectId, row.Kind, row.Serie, row.Folio }).ToListAsync(ct))
            named[row.SubjectId] = new($"{kinds.Of(row.Kind).Name} {row.Serie}{row.Folio}", $"/finanzas/documentos/{row.SubjectId}", kinds.Of(row.Kind).Sees);
        return named;
    }
}
