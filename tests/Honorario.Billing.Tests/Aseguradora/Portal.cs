using Honorario.Billing.Aseguradora;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Honorario.Cfdi;

namespace Honorario.Billing.Tests.Aseguradora;

/// <summary>A company of the portal, that sees every practice unless it is said, and a person of it at work.</summary>
internal sealed record Portal(BillingWorld World, Actor Actor)
{
    public PortalInvoices Room => new(Storage, World.Scopes);
    public HonorarioStorage Storage => new(World.Database, Actor, World.BeforeSave);
    public HandOutPortalFiles Files => new(Room);
    public ViewPortalInvoice View => new(Room, World.Clock);
    public ReviewInvoice Review => new(Room, new OutboxSignal(), World.Clock);
    public EditReviewRules Rules => new(Storage, World.Clock);
    public SchedulePayment Schedule => ScheduleIn(Room);
    public PayInvoice Pay => PayIn(Room);
    public PayByLayout Layout => new(Room, Pay, World.Places, new Archivos.HereAndNow());
    public ConnectCompany Connect => new(Storage, World.Secrets, Webhooks, World.Clock);
    public WebhookClient Webhooks { get; init; } = WebhookClient.ToPublicAddresses();
    public ViewDeliveries Deliveries => new(Storage, new CallWebhook(World.Secrets, Webhooks, World.Clock), World.Clock);

    public CommentInvoice Comment(BillingWorld world) => new(Room, world.Storage, BillingWorld.Actor(world.PracticeId), world.Clock);

    public static async Task<Portal> OpenAsync(BillingWorld world, string rfc, PortalRole role = PortalRole.Aseguradora, bool seesAll = true)
    {
        await using var db = world.Database.Open(Access.Machine());
        var company = new PortalCompany { Name = rfc, Role = role, InsurerRfc = Rfc.Parse(rfc), SeesAll = seesAll,
            CreatedAt = BillingWorld.Now.UtcDateTime };
        db.PortalCompanies().Add(company);
        await db.SaveChangesAsync();
        var actor = new Actor();
        actor.ActForCompany(company.Id, Guid.NewGuid(), "marta", role == PortalRole.Aseguradora);
        return new Portal(world, actor);
    }

    public async Task<string> KeyAsync() => (await Connect.AddKeyAsync("ERP", CancellationToken.None)).Value!;

    public async Task<Result<PortalPaid>> PayAsync(string uuid, decimal amount, string operation) =>
        (await Pay.RunAsync(uuid, new PortalPayment(amount, BillingWorld.Today, operation), CancellationToken.None))!.Value;

    /// <summary>A call in a scope of its own, as a server hears it.</summary>
    public Task<CallAnswer> CallAsync(string key, string idempotencyKey, string uuid, StatusCall call)
    {
        var actor = new Actor();
        var room = new PortalInvoices(new HonorarioStorage(World.Database, actor, World.BeforeSave), World.Scopes);
        var review = new ReviewInvoice(room, new OutboxSignal(), World.Clock);
        return new AnswerStatusCall(World.Database, actor, review, ScheduleIn(room), PayIn(room), World.Clock).RunAsync(
            key,
            idempotencyKey,
            uuid,
            call,
            CancellationToken.None);
    }

    private SchedulePayment ScheduleIn(PortalInvoices room) => new(room, World.Places, World.Clock);

    private PayInvoice PayIn(PortalInvoices room) => new(room, new OutboxSignal(), World.Places);
}
