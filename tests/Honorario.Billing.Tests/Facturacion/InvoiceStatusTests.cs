using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Tests.Externa;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests.Facturacion;

/// <summary>The moves between statuses are those of the picture in docs/architecture.md, and no others.</summary>
public partial class InvoiceStatusTests(Databases databases)
{
    private static readonly string Picture = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "..", "docs", "architecture.md"))
        .Split("## Statuses of an insurer invoice")[1].Split("\n## ")[0];

    private static readonly HashSet<(InvoiceStatus From, InvoiceStatus To)> Drawn =
        [.. Arrow().Matches(Picture).Select(arrow => (Enum.Parse<InvoiceStatus>(arrow.Groups[1].Value), Enum.Parse<InvoiceStatus>(arrow.Groups[2].Value)))];

    public static TheoryData<Server> Both => Databases.Both;

    public static TheoryData<InvoiceStatus, InvoiceStatus> Pairs
    {
        get
        {
            var pairs = new TheoryData<InvoiceStatus, InvoiceStatus>();
            foreach (var from in Enum.GetValues<InvoiceStatus>())
            {
                foreach (var to in Enum.GetValues<InvoiceStatus>())
                    pairs.Add(from, to);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_move_that_is_drawn_works_and_one_that_is_not_is_refused(InvoiceStatus from, InvoiceStatus to)
    {
        var invoice = At(from);

        var move = () => invoice.Move(to);

        if (Drawn.Contains((from, to)))
            move.Should().NotThrow();
        else
            move.Should().Throw<InvalidOperationException>();
        invoice.Status.Should().Be(Drawn.Contains((from, to)) ? to : from);
    }

    [Fact]
    public void The_picture_names_every_status_as_the_guide_prints_it()
    {
        foreach (var status in Enum.GetValues<InvoiceStatus>())
            Picture.Should().Contain($"state \"{status.Text()}\" as {status}\n");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Every_move_leaves_who_and_when_and_is_told(Server server)
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(server));
        await world.AddServicesAsync(1);
        var (id, _) = await world.StampedAsync("CI-1");

        foreach (var (from, to) in Drawn)
        {
            await using var db = world.Storage.Open();
            await db.Invoices().ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, from));
            var (changes, told) = (await db.StatusChanges().CountAsync(), await db.Outbox().CountAsync(row => row.Kind == TellStatusChange.Kind));
            var invoice = await db.Invoices().SingleAsync(row => row.Id == id);
            invoice.Move(to);
            db.Record(id, world.Clock.GetUtcNow().UtcDateTime, "movida");
            await db.SaveChangesAsync();

            (await db.StatusChanges().CountAsync(), await db.Outbox().CountAsync(row => row.Kind == TellStatusChange.Kind)).Should()
                .Be((changes + 1, told + 1));
            var last = await db.StatusChanges().AsNoTracking().OrderByDescending(row => row.Id).FirstAsync();
            (last.From, last.To, last.Who, last.At).Should().Be((from, to, "ana", world.Clock.GetUtcNow().UtcDateTime));
        }
    }

    /// <summary>An invoice brought to a status by drawn moves.</summary>
    private static Invoice At(InvoiceStatus status)
    {
        var before = new Dictionary<InvoiceStatus, InvoiceStatus>();
        var reached = new Queue<InvoiceStatus>([InvoiceStatus.Borrador]);
        while (reached.TryDequeue(out var at))
        {
            foreach (var (_, to) in Drawn.Where(arrow => arrow.From == at && arrow.To != InvoiceStatus.Borrador && before.TryAdd(arrow.To, at)))
                reached.Enqueue(to);
        }

        var way = new Stack<InvoiceStatus>();
        for (var at = status; at != InvoiceStatus.Borrador; at = before[at])
            way.Push(at);
        var invoice = new Invoice { ControlNumber = "CI-1", Search = "" };
        foreach (var step in way)
            invoice.Move(step);
        return invoice;
    }

    private static string Here([CallerFilePath] string here = "") => here;

    [GeneratedRegex(@"^ *([A-Z]\w+) --> ([A-Z]\w+)", RegexOptions.Multiline)]
    private static partial Regex Arrow();
}
