using Honorario.Billing.Cancelacion;
using Honorario.Billing.Copagos;
using Honorario.Billing.Outbox;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Timbrado;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Tests.Copagos;

/// <summary>The use cases of the desk on a <see cref="BillingWorld"/>, as a named person.</summary>
internal sealed class CopagoWorld(BillingWorld world) : IDisposable
{
    public static readonly ReceptorForm Person = new("CACX7605101P8", "Xochilt Casas Chávez", "36257", "612", "D01", "");

    public void Dispose() => world.Turns.Dispose();

    public BillingWorld World => world;
    public Replacing Replacing => world.Replacing;
    public ComposeTickets Compose => new(world.Places);
    public FindCharges Find => new(world.Storage);
    public ViewTicket View => new(world.Storage, new PublicAddress(new Uri("https://cobros.example.mx/")), world.Places);
    public InvoiceTicket Invoice => new(world.Storage, Compose, world.Seal, Replacing, world.Places, new OutboxSignal(), world.Turns, world.Clock);
    public EditCopagoSettings Settings => new(world.Storage, world.Clock);
    public ViewCuts Cuts => new(world.Storage);
    public ProposeGlobalInvoices Propose => new(world.Storage, world.Places);
    public StampGlobalInvoice Global => new(world.Storage, new DraftGlobal(Compose, world.Places), world.Seal, new OutboxSignal(), world.Turns, world.Clock);

    public static async Task<CopagoWorld> NewAsync(Databases databases, Server server) => new(await BillingWorld.NewAsync(await databases.NewAsync(server)));

    public HonorarioStorage As(string who) => new(world.Database, BillingWorld.Actor(world.PracticeId, who), world.BeforeSave);

    public PayCopay Pay(string who = "ana") => new(As(who), world.Turns, world.Places, world.Clock, BillingWorld.Actor(world.PracticeId, who));

    public UndoTicket Undo(string who = "ana") => new(As(who), world.Turns, world.Clock, BillingWorld.Actor(world.PracticeId, who));

    public OpenCash Open(string who = "ana") => new(As(who), world.Turns, world.Clock, BillingWorld.Actor(world.PracticeId, who));

    public CutCash Cut(string who = "ana") => new(As(who), world.Turns, world.Clock, BillingWorld.Actor(world.PracticeId, who));

    public async Task<MedicalService> ServiceAsync(string prefix = "S") => (await world.AddServicesAsync(1, prefix)).Single();

    public static CopayForm Form(Guid serviceId, decimal amount, params CopayPayment[] payments) =>
        new(Guid.NewGuid(), [new CopayCharge(serviceId, amount)], payments);

    /// <summary>A new service, charged whole in one form.</summary>
    public async Task<Guid> ChargedAsync(string prefix = "S", string formaPago = "04", string who = "ana")
    {
        var service = await ServiceAsync(prefix);
        var paid = await Pay(who).RunAsync(Form(service.Id, 150, new CopayPayment(formaPago, 150)), CancellationToken.None);
        paid.Problems.Should().BeEmpty();
        return paid.Value;
    }
}
