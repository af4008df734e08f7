using System.Net.Http.Json;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Outbox;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Copagos;

/// <summary>Part D on the product's own services, as <see cref="PagosWorld"/> has them.</summary>
internal static class CopagoFlow
{
    /// <summary>A new service, charged whole by card.</summary>
    public static async Task<Guid> ChargedAsync(this PagosWorld world, string prefix = "S")
    {
        var service = (await world.Billing.AddServicesAsync(1, prefix)).Single();
        var paid = await world.AsAsync((PayCopay use) => use.RunAsync(CopagoWorld.Form(service.Id, 150, new CopayPayment("04", 150)), CancellationToken.None));
        paid.Problems.Should().BeEmpty();
        return paid.Value;
    }

    /// <summary>The same service, whose charge was undone, charged once more.</summary>
    public static async Task<Guid> ChargedAgainAsync(this PagosWorld world, Guid ticket)
    {
        await using var db = world.Billing.Storage.Open();
        var service = await db.TicketLines().Where(row => row.TicketId == ticket).Select(row => row.ServiceId).SingleAsync();
        var paid = await world.AsAsync((PayCopay use) => use.RunAsync(CopagoWorld.Form(service, 150, new CopayPayment("04", 150)), CancellationToken.None));
        paid.Problems.Should().BeEmpty();
        return paid.Value;
    }

    /// <summary>The receptor's word, and SAT's after it.</summary>
    public static async Task AnswerAsync(this PagosWorld world, HttpClient control, Guid invoice, bool accept)
    {
        await using var db = world.Billing.Storage.Open();
        var uuid = (await db.CopagoInvoices().SingleAsync(row => row.Id == invoice)).Uuid;
        (await control.PostAsJsonAsync($"sandbox/cancellations/{uuid}", new { accept })).EnsureSuccessStatusCode();
        await world.DispatchLaterAsync(TimeSpan.FromMinutes(11));
    }

    /// <summary>The ticket's stamped invoice.</summary>
    public static async Task<Guid> InvoicedAsync(this PagosWorld world, Guid ticket, ReceptorForm form)
    {
        var invoiced = await world.AsAsync((InvoiceTicket use) => use.RunAsync(ticket, form, default, CancellationToken.None));
        invoiced.Problems.Should().BeEmpty();
        await world.DispatchAsync();
        return invoiced.Value;
    }

    /// <summary>Carries out what is due, and what comes of it, until nothing is.</summary>
    public static async Task DispatchAllAsync(this PagosWorld world)
    {
        const int most = 20;
        for (var round = 0; round < most && await DueAsync(world); round++)
            await world.DispatchAsync();
    }

    /// <summary>The PAC refuses a sealed invoice for good.</summary>
    public static async Task RejectAsync(this PagosWorld world, Guid invoice)
    {
        await using var db = world.Billing.Storage.Open();
        var document = await db.SealedCfdis().SingleAsync(row => row.SubjectId == invoice);
        var now = world.Billing.Clock.GetUtcNow().UtcDateTime;
        document.Rejected("CFDI40148", "El código postal no es el registrado.", now);
        await new CopagoStampOutcome(new QueueMail(world.Billing.Clock)).RejectedAsync(db, document, now, CancellationToken.None);
        await db.SaveChangesAsync();
        await world.AsAsync(async (Replacing use) =>
        {
            await use.RejectedAsync(db, document, now, CancellationToken.None);
            return await db.SaveChangesAsync();
        });
    }

    private static async Task<bool> DueAsync(PagosWorld world)
    {
        await using var db = world.Billing.Storage.Open();
        var now = world.Billing.Clock.GetUtcNow().UtcDateTime;
        return await db.Outbox().AnyAsync(row => row.DoneAt == null && row.DueAt <= now);
    }
}
