using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.FacturarPeriodo;
using Honorario.Billing.Integraciones;
using Honorario.Billing.Kern;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Inicio;

/// <summary>What an entry of the audit log is about.</summary>
/// <param name="Name">In words.</param>
/// <param name="Link">Its page.</param>
public sealed record AuditSubject(string Name, string Link);

/// <summary>Names the rows that entries of the audit log are about, a page of them at once.</summary>
public sealed class NameSubjects(HonorarioStorage storage, DocumentKinds kinds)
{
    public async Task<IReadOnlyDictionary<Guid, AuditSubject>> RunAsync(IReadOnlyCollection<Guid> subjects, CancellationToken ct)
    {
        var ids = subjects.Where(id => id != Guid.Empty).Distinct().ToList();
        await using var db = storage.Open(Right.ReadAudit);
        var named = new Dictionary<Guid, AuditSubject>();
        foreach (var row in await db.Set<Invoice>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.ControlNumber }).ToListAsync(ct))
            named[row.Id] = new($"Factura {row.ControlNumber}", $"/finanzas/facturacion/facturas/{row.Id}");
        foreach (var row in await db.Set<InsurerPayment>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Amount }).ToListAsync(ct))
            named[row.Id] = new($"Pago de {Pesos.Text(row.Amount)}", $"/finanzas/pagos/{row.Id}");
        // Who sees the own patients only sees their tickets only.
        foreach (var row in await db.Set<Ticket>().Where(row => ids.Contains(row.Id))
                     .Select(row => new { row.Id, row.Folio, row.Patient.Name }).ToListAsync(ct))
            named[row.Id] = new($"Ticket {row.Folio}", $"/finanzas/cobros/ticket/{row.Id}");
        foreach (var row in await db.Set<CashShift>().Where(row => ids.Contains(row.Id))
                     .Select(row => new { row.Id, row.Cashier, Open = row.ClosedAt == null }).ToListAsync(ct))
            named[row.Id] = new($"{(row.Open ? "Caja" : "Corte")} de {row.Cashier}", $"/finanzas/cobros/corte/{row.Id}");
        foreach (var row in await db.Set<Insurer>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Name }).ToListAsync(ct))
            named[row.Id] = new(row.Name, "/configuracion/aseguradoras");
        foreach (var row in await db.Set<Emisor>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Rfc }).ToListAsync(ct))
            named[row.Id] = new($"Datos fiscales de {row.Rfc.Value}", $"/configuracion/datos-fiscales/{row.Id}");
        foreach (var row in await db.Users.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.DisplayName }).ToListAsync(ct))
            named[row.Id] = new(row.DisplayName, $"/configuracion/usuarios/{row.Id}");
        foreach (var row in await db.Patients().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Name }).ToListAsync(ct))
            named[row.Id] = new(row.Name, $"/pacientes/{row.Id}");
        foreach (var row in await db.AllServices().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Folio }).ToListAsync(ct))
            named[row.Id] = new($"Servicio {row.Folio}", $"/finanzas/servicios/{row.Id}");
        foreach (var row in await db.ServiceLoads().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.FileName }).ToListAsync(ct))
            named[row.Id] = new($"Carga de {row.FileName}", "/finanzas/servicios/importar");
        foreach (var row in await db.Batches().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.From, row.To }).ToListAsync(ct))
            named[row.Id] = new($"Facturas del {row.From:dd/MM/yyyy} al {row.To:dd/MM/yyyy}", $"/finanzas/facturacion/periodo/{row.Id}");
        foreach (var id in await db.ComplementoBatches().Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(ct))
            named[id] = new("Complementos del mes", "/finanzas/pagos/mes");
        foreach (var row in await db.BankMovements().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Amount }).ToListAsync(ct))
            named[row.Id] = new($"Depósito de {Pesos.Text(row.Amount)}", "/finanzas/pagos/banco");
        foreach (var row in await db.ApiKeys().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Name }).ToListAsync(ct))
            named[row.Id] = new($"Clave de {row.Name}", "/configuracion/integraciones");
        foreach (var row in await db.Set<RoleSet>().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Name }).ToListAsync(ct))
            named[row.Id] = new($"Permisos {row.Name}", "/configuracion/usuarios/permisos");
        foreach (var id in await db.CopagoSettings().Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(ct))
            named[id] = new("Cobros", "/configuracion/cobros");
        foreach (var id in await db.MailServers().Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(ct))
            named[id] = new("Servidor de correo", "/configuracion/correo");
        foreach (var id in await db.BounceBoxes().Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(ct))
            named[id] = new("Buzón de correos devueltos", "/configuracion/correo");
        foreach (var id in await db.MailTemplates().Where(row => ids.Contains(row.Id)).Select(row => row.Id).ToListAsync(ct))
            named[id] = new("Texto del correo", "/configuracion/correo");
        if (subjects.Contains(Guid.Empty))
            named[Guid.Empty] = new("Vinculación de servicios", "/configuracion/vinculacion");
        var left = ids.Where(id => !named.ContainsKey(id)).ToList();
        foreach (var row in await db.Set<SealedCfdi>().Where(row => left.Contains(row.SubjectId) && row.State == PacState.Stamped)
                     .Select(row => new { row.SubjectId, row.Kind, row.Serie, row.Folio }).ToListAsync(ct))
        {
            // Only of who sees the own is each looked at: to all others whole kinds are open or closed.
            if (!db.Actor.OnlyOwn || await kinds.MaySeeAsync(db, row.Kind, row.SubjectId, ct))
                named[row.SubjectId] = new($"{kinds.Of(row.Kind).Name} {row.Serie}{row.Folio}", DocumentDescription.CommonPage(row.SubjectId));
        }

        return named;
    }
}
