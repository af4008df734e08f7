using System.Buffers.Text;
using System.Security.Cryptography;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Kern;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Cfdi.Catalogs;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Copagos;

/// <summary>"Pagar Servicio": what is charged and in which forms it was received.</summary>
/// <param name="RequestKey">Made when the form opens: the same form charges once, however often it is sent.</param>
/// <param name="Charges">The services, all of one patient.</param>
/// <param name="Payments">What the patient handed over.</param>
/// <param name="EmisorId">Who will invoice it; null for the account's first.</param>
public sealed record CopayForm(Guid RequestKey, IReadOnlyList<CopayCharge> Charges, IReadOnlyList<CopayPayment> Payments, Guid? EmisorId = null);

/// <summary>Monto de pago, in pesos: the whole balance of the service's copay, or part of it.</summary>
public sealed record CopayCharge(Guid ServiceId, decimal Amount);

/// <summary>Forma de pago (c_FormaPago) and Cantidad in pesos; cash may exceed what is charged.</summary>
public sealed record CopayPayment(string FormaPago, decimal Amount);

/// <summary>"Pagar": charges copays and makes the ticket. A service is never charged beyond its copay, whoever tries at the same time.</summary>
public sealed class PayCopay(HonorarioStorage storage, Turns turns, PlaceClock places, TimeProvider clock, Actor actor)
{
    public const string Cash = "01";
    private const string CodeAlphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int TokenBytes = 16;

    /// <summary>The forms offered at the desk, the usual first.</summary>
    public static IReadOnlyList<FormaPagoEntry> Forms { get; } =
        [.. new[] { Cash, "04", "28", "03", "02", "05", "06", "29" }.Select(code => SatCatalogs.FormaPago[code])];

    /// <returns>The ticket's id, of the first time when the form was sent before.</returns>
    public Task<Result<Guid>> RunAsync(CopayForm form, CancellationToken ct) =>
        turns.TakeAsync(storage, Right.Charge, NumberLine.Charges(actor.PracticeId), turn => ChargeAsync(turn.Db, form, ct), ct);

    private async Task<Result<Guid>> ChargeAsync(HonorarioDb db, CopayForm form, CancellationToken ct)
    {
        if (await db.Tickets().Where(ticket => ticket.RequestKey == form.RequestKey).Select(ticket => ticket.Id).SingleOrDefaultAsync(ct) is var before
            && before != Guid.Empty)
            return before;
        var problems = CheckAmounts(form);
        var emisor = await db.Emisores().OrderBy(row => row.Id).FirstOrDefaultAsync(row => form.EmisorId == null || row.Id == form.EmisorId, ct);
        if (emisor is null)
            problems.Add(new Problem(FieldNames.Emisor, "Antes de cobrar agrega tus datos fiscales.", Link: "/configuracion/datos-fiscales"));
        if (problems.Count > 0)
            return problems;

        var ids = form.Charges.Select(charge => charge.ServiceId).ToList();
        var services = await db.Services().Where(service => ids.Contains(service.Id)).ToDictionaryAsync(service => service.Id, ct);
        if (services.Count < ids.Count || services.Values.DistinctBy(service => service.PatientId).Count() != 1)
            return new Problem("", "Los servicios deben ser de un mismo paciente de esta cuenta. Búscalos de nuevo.");
        var earlier = await db.TicketLines().Where(line => ids.Contains(line.ServiceId)).ToListAsync(ct);
        foreach (var charge in form.Charges)
        {
            var service = services[charge.ServiceId];
            var balance = service.Copay - earlier.Where(line => line.ServiceId == service.Id && line.UndoneAt is null).Sum(line => line.Amount);
            if (charge.Amount > balance)
                problems.Add(await TooMuchAsync(db, service, balance, ct));
        }

        if (problems.Count > 0)
            return problems;

        var ticket = await NewTicketAsync(db, form, emisor!, services[ids[0]].PatientId, ct);
        ticket.Lines.AddRange(form.Charges.Select(charge => new TicketLine
        {
            TicketId = ticket.Id,
            ServiceId = charge.ServiceId,
            Charge = earlier.Where(line => line.ServiceId == charge.ServiceId).Select(line => line.Charge).DefaultIfEmpty().Max() + 1,
            Amount = charge.Amount,
        }));
        db.Tickets().Add(ticket);
        foreach (var service in services.Values)
            db.FailIfChanged(service);
        db.Record(ticket.Id, ticket.PaidAt, "Copago cobrado", $"{ticket.Folio}: {Pesos.Text(ticket.Total)}");
        await db.SaveChangesAsync(ct);
        return ticket.Id;
    }

    private async Task<Ticket> NewTicketAsync(HonorarioDb db, CopayForm form, Emisor emisor, Guid patientId, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var shift = await OpenShifts.OfAsync(db, actor, now, ct);
        var number = (await db.Tickets().MaxAsync(row => (int?)row.Number, ct) ?? 0) + 1;
        var total = form.Charges.Sum(charge => charge.Amount);
        var change = form.Payments.Sum(payment => payment.Amount) - total;
        var kept = form.Payments.GroupBy(payment => payment.FormaPago)
            .Select(form => (FormaPago: form.Key, Amount: form.Sum(payment => payment.Amount) - (form.Key == Cash ? change : 0)))
            .Where(payment => payment.Amount > 0)
            .ToList();
        var ticket = new Ticket
        {
            Number = number,
            Folio = $"{number}-{RandomNumberGenerator.GetString(CodeAlphabet, TicketFolio.CodeLength)}",
            Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes)),
            RequestKey = form.RequestKey,
            EmisorId = emisor.Id,
            PatientId = patientId,
            ShiftId = shift.Id,
            CashierId = actor.PersonId,
            Cashier = actor.Name,
            PaidAt = now,
            Day = places.TodayAt(emisor.CodigoPostal),
            Total = total,
            Change = change,
            FormaPago = kept.MaxBy(payment => payment.Amount).FormaPago,
        };
        ticket.Payments.AddRange(kept.Select(payment => new TicketPayment { TicketId = ticket.Id, FormaPago = payment.FormaPago, Amount = payment.Amount }));
        return ticket;
    }

    private static List<Problem> CheckAmounts(CopayForm form)
    {
        var problems = new List<Problem>();
        if (form.Charges.Count == 0 || form.Charges.DistinctBy(charge => charge.ServiceId).Count() < form.Charges.Count
            || form.Charges.Any(charge => !IsMoney(charge.Amount)))
            problems.Add(new Problem(FieldNames.Charge, "Escribe el monto de pago: mayor que cero, máximo dos decimales."));
        if (form.Payments.Count == 0 || form.Payments.Any(payment => !IsMoney(payment.Amount)))
            problems.Add(new Problem(FieldNames.Received, "Escribe la cantidad recibida: mayor que cero, máximo dos decimales."));
        if (form.Payments.Any(payment => Forms.All(known => known.Code != payment.FormaPago)))
            problems.Add(new Problem(FieldNames.FormaPago, "Elige la forma de pago.", "CFDI40104"));
        if (problems.Count > 0)
            return problems;

        var over = form.Payments.Sum(payment => payment.Amount) - form.Charges.Sum(charge => charge.Amount);
        var cash = form.Payments.Where(payment => payment.FormaPago == Cash).Sum(payment => payment.Amount);
        if (over < 0)
            problems.Add(new Problem(FieldNames.Received, $"Faltan ${-over:N2} para el monto de pago. Agrega otra forma de pago o baja el monto."));
        else if (over > cash)
            problems.Add(new Problem(FieldNames.Received, $"Sobran ${over - cash:N2}: sólo del efectivo se da cambio."));
        return problems;
    }

    private static bool IsMoney(decimal amount) => amount is > 0 and < 10_000_000 && amount == decimal.Round(amount, 2);

    private static async Task<Problem> TooMuchAsync(HonorarioDb db, MedicalService service, decimal balance, CancellationToken ct)
    {
        if (balance > 0)
            return new Problem(FieldNames.Charge, $"Del copago del servicio {service.Folio} sólo se deben ${balance:N2}.");
        var last = await (
            from line in db.TicketLines()
            where line.ServiceId == service.Id && line.UndoneAt == null
            join ticket in db.Tickets() on line.TicketId equals ticket.Id
            orderby line.Charge descending
            select new { ticket.Id, ticket.Folio, ticket.Cashier }).FirstOrDefaultAsync(ct);
        return last is null
            ? new Problem(FieldNames.Charge, $"El servicio {service.Folio} no tiene copago.")
            : new Problem("", $"El copago del servicio {service.Folio} ya está cobrado: ticket {last.Folio}, por {last.Cashier}.",
                Link: $"/finanzas/cobros/ticket/{last.Id}");
    }
}
