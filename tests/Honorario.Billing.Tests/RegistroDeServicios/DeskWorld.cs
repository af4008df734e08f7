using System.Text;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.RegistroDeServicios;
using Honorario.Billing.RegistroDeServicios.Importar;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Honorario.Billing.Vinculacion;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.RegistroDeServicios;

/// <summary>The use cases by which services are kept, on a <see cref="BillingWorld"/>.</summary>
internal sealed class DeskWorld(BillingWorld world)
{
    public BillingWorld World => world;
    public RegisterService Register => new(world.Storage, world.Turns, world.Places, world.Clock, BillingWorld.Actor(world.PracticeId));
    public EditService Edit => new(world.Storage, world.Compose, world.Places, world.Clock);
    public RemoveServices Remove => new(world.Storage, world.Compose, world.Clock);
    public UndoRemoval Undo => new(world.Storage, world.Compose, world.Clock);
    public ProposeService Propose => new(world.Storage, new SearchCpt(world.Storage));
    public ImportServices Import => ImportBy(BillingWorld.Actor(world.PracticeId));
    public UndoLoad UndoLoad => new(world.Storage, world.Clock);

    public ImportServices ImportBy(Actor actor) => new(
        new HonorarioStorage(world.Database, actor, world.BeforeSave), new Archivos.HereAndNow(), world.Compose, world.Turns, world.Places, world.Clock, actor);

    public static async Task<DeskWorld> NewAsync(Databases databases, Server server) => new(await BillingWorld.NewAsync(await databases.NewAsync(server)));

    public VisitForm Visit(params ServiceLine[] lines) =>
        new(world.PatientId, null, world.InsurerId, "P-1", "", BillingWorld.Today, new TimeOnly(10, 30), "Dra. Casas", "AUT-1", "", lines);

    /// <summary>One service, kept whatever is doubtful of it.</summary>
    public async Task<Guid> RegisteredAsync(string code = "99213", decimal price = 800, decimal copay = 150)
    {
        var kept = await Register.RunAsync(Visit(new ServiceLine(code, 1, price, copay)), acceptDoubts: true, CancellationToken.None);
        kept.Problems.Should().BeEmpty();
        return kept.Value!.Ids.Single();
    }

    public async Task<Guid> DraftWithAsync(Guid service, string number = "B-1")
    {
        var draft = await world.DraftAsync(number);
        var selected = await world.Select.RunAsync(draft, BillingWorld.All with { All = false, Marked = new HashSet<Guid> { service } },
            CancellationToken.None);
        selected.Problems.Should().BeEmpty();
        return draft;
    }

    public Task<Result<Removal>> RemoveAsync(Guid service, bool accept = false) =>
        Remove.RunAsync(new Dictionary<Guid, int?> { [service] = null }, accept, CancellationToken.None);

    public async Task<Result<Registered>> EditAsync(Guid service, Func<ServiceEdit, ServiceEdit> change, bool accept = false)
    {
        var view = (await Edit.ViewAsync(service, CancellationToken.None))!;
        return await Edit.RunAsync(service, view.Version, change(view.Form), accept, CancellationToken.None);
    }

    public async Task<MedicalService> ServiceAsync(Guid id)
    {
        await using var db = world.Storage.Open();
        return await db.AllServices().AsNoTracking().SingleAsync(row => row.Id == id);
    }

    public async Task<Invoice> InvoiceAsync(Guid id)
    {
        await using var db = world.Storage.Open();
        return await db.Invoices().AsNoTracking().Include(row => row.Lines).SingleAsync(row => row.Id == id);
    }

    public async Task<ImportPreview> PreviewAsync(string text, string name = "servicios.csv", IProgress<int>? progress = null, ImportServices? by = null)
    {
        var import = by ?? Import;
        using var file = (await import.OpenAsync(name, Encoding.UTF8.GetBytes(text), CancellationToken.None)).Value!;
        var (columns, _) = await import.ColumnsAsync(file, CancellationToken.None);
        var preview = await import.PreviewAsync(file, columns, comma: false, progress, CancellationToken.None);
        preview.Problems.Should().BeEmpty();
        return preview.Value!;
    }

    public async Task<Loaded> LoadAsync(string text, params int[] accepted)
    {
        var applied = await Import.ApplyAsync(await PreviewAsync(text), new ImportAnswers(accepted), null, CancellationToken.None);
        applied.Problems.Should().BeEmpty();
        return applied.Value!;
    }
}
