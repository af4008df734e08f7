using System.Text;
using Honorario.Billing.Auditoria;
using Honorario.Billing.PreciosPactados;
using Honorario.Billing.RegistroDeServicios;
using Honorario.Billing.RegistroDeServicios.Importar;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.RegistroDeServicios;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>What was agreed with an insurer: which price holds, where it is proposed, and where a service that differs is asked about.</summary>
public class PreciosPactadosTests(Databases databases)
{
    private static readonly DateOnly Today = BillingWorld.Today;

    public static TheoryData<Server> Both => [Server.Sqlite, Server.Postgres];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_price_of_the_plan_goes_before_that_of_all_plans_and_the_latest_before_earlier_ones(Server server)
    {
        var desk = await DeskWorld.NewAsync(databases, server);
        await AgreedAsync(desk, "99213", 700, from: Today.AddDays(-100));
        await AgreedAsync(desk, "99213", 750, from: Today.AddDays(-10));
        await AgreedAsync(desk, "99213", 900, from: Today.AddDays(10));
        await AgreedAsync(desk, "99213", 820, plan: "Óptimo  Plus", from: Today.AddDays(-50));
        await AgreedAsync(desk, "99213-50", 1_100, from: Today.AddDays(-50));

        async Task<decimal?> On(string plan, string code, int days) =>
            (await List(desk).OnAsync(desk.World.InsurerId, plan, CptText.Read(code)!, Today.AddDays(days), CancellationToken.None))?.Price;

        (await On("", "99213", 0)).Should().Be(750);
        (await On("", "99213", -11)).Should().Be(700);
        (await On("", "99213", 10)).Should().Be(900);
        (await On("", "99213", -101)).Should().BeNull();
        (await On("optimo plus", "99213", 0)).Should().Be(820);
        (await On("optimo plus", "99213", -60)).Should().Be(700);
        (await On("otro", "99213", 0)).Should().Be(750);
        (await On("", "99213-50", 0)).Should().Be(1_100);
        (await On("", "99213-25", 0)).Should().BeNull();
        (await List(desk).OnAsync(Guid.NewGuid(), "", CptText.Read("99213")!, Today, CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task The_agreed_price_is_proposed_before_that_of_last_time_and_another_one_is_asked_about()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        await desk.RegisteredAsync("99213", 800, 160);
        await AgreedAsync(desk, "99213", 750, copay: null);
        await AgreedAsync(desk, "99203", 950, copay: 200);

        (await desk.Propose.PriceAsync(desk.World.InsurerId, "", "99213", Today, CancellationToken.None)).Should().Be(new ProposedPrice(750, 160, Today));
        (await desk.Propose.PriceAsync(desk.World.InsurerId, "", "99203", Today, CancellationToken.None)).Should().Be(new ProposedPrice(950, 200, Today));

        async Task<IReadOnlyList<string>> Asked(ServiceLine line) =>
            (await desk.Register.RunAsync(desk.Visit(line), acceptDoubts: false, CancellationToken.None)).Value!.Doubts;

        (await Asked(new ServiceLine("99203", 2, 900, 300))).Should().Equal(
            $"El monto de 99203 ($1,800.00) no es el pactado desde el {Today:dd/MM/yyyy}: $1,900.00.",
            $"El copago de 99203 ($300.00) no es el pactado desde el {Today:dd/MM/yyyy}: $400.00.");
        (await Asked(new ServiceLine("99203", 2, 950, 400))).Should().BeEmpty("it is as agreed");
    }

    [Fact]
    public async Task A_service_that_the_insurer_does_not_finance_is_not_compared()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        await AgreedAsync(desk, "99203", 950, copay: 200);

        var kept = await desk.Register.RunAsync(desk.Visit(new ServiceLine("99203", 1, 0, 1_150)), acceptDoubts: false, CancellationToken.None);

        kept.Value!.Ids.Should().ContainSingle();
    }

    [Fact]
    public async Task A_file_of_services_is_marked_where_it_is_not_as_agreed()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        await AgreedAsync(desk, "99213", 750, copay: 100, from: Today.AddDays(-5));
        var insurer = await InsurerAsync(desk);

        var preview = await desk.PreviewAsync(
            $"Folio,Fecha,Paciente,Poliza,Aseguradora,CPT4,Monto,Copago\nA,{Today:dd/MM/yyyy},Ana,1,{insurer},99213,750,100\n"
            + $"B,{Today:dd/MM/yyyy},Eva,2,{insurer},99213,760,100\nC,{Today.AddDays(-6):dd/MM/yyyy},Ida,3,{insurer},99213,760,100\n");

        preview.Rows.Select(row => row.Doubts.Count).Should().Equal(0, 1, 0);
        preview.Rows[1].Doubts[0].Should().Contain("$760.00").And.Contain("$750.00");
    }

    [Fact]
    public async Task One_price_a_day_is_kept_what_is_wrong_is_told_at_its_field_and_two_people_do_not_overwrite_each_other()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        var id = await AgreedAsync(desk, "99213", 750);

        async Task<string[]> Fields(AgreedPriceForm form, Guid? of = null, int version = 0) =>
            [.. (await Agree(desk).RunAsync(of, version, form, CancellationToken.None)).Problems.Select(problem => problem.Field)];

        (await Fields(Form(desk, "99213", 800))).Should().Equal("From");
        (await Fields(new AgreedPriceForm(null, "", "", null, 0, 1.005m))).Should().Equal("InsurerId", "Code", "From", "Price", "Copay");
        (await Fields(Form(desk, "99213", 760), id)).Should().BeEmpty();
        (await Fields(Form(desk, "99213", 770), id, version: 0)).Should().Equal("");
        (await Fields(Form(desk, "99213", 770), id, version: 1)).Should().BeEmpty();
        var seen = Form(desk, "99213", 760);
        (await Agree(desk).RunAsync(id, 1, seen with { Copay = 77 }, CancellationToken.None, seen)).Problems.Should().Contain(
            problem => problem.Field == nameof(AgreedPriceForm.Price) && problem.Message.Contains("770") && problem.Code == Meanwhile.Code, "it says what");
        (await List(desk).FindAsync(id, CancellationToken.None))!.Price.Should().Be(770);
        (await Agree(desk).RemoveAsync(id, CancellationToken.None)).Should().BeTrue();
        await using var db = desk.World.Storage.Open();
        (await db.Audit().Where(row => row.SubjectId == desk.World.InsurerId).CountAsync()).Should().Be(4);
    }

    [Fact]
    public async Task What_is_exported_comes_back_unchanged_and_a_list_changes_only_what_it_names()
    {
        var desk = await DeskWorld.NewAsync(databases, Server.Sqlite);
        await AgreedAsync(desk, "99213", 750, copay: 100);
        await AgreedAsync(desk, "99203-25", 950, plan: "Oro");
        var insurer = await InsurerAsync(desk);
        using var file = new MemoryStream();
        await Transfer(desk).Export(new AgreedPriceFilter(), SheetFormat.Csv).WriteAsync(file, CancellationToken.None);

        var same = (await Transfer(desk).PreviewAsync("precios.csv", file.ToArray(), CancellationToken.None)).Value!;
        var list = (await Transfer(desk).PreviewAsync("tabulador.csv", Encoding.UTF8.GetBytes(
            $"Aseguradora,CPT4,Desde,Monto\n{insurer},99213,{Today:dd/MM/yyyy},780\n{insurer},99214,{Today:dd/MM/yyyy},\"1,100\"\nNadie,99215,hoy,1\n"
            + $"{insurer},99214,{Today:dd/MM/yyyy},1200\n{insurer},99216,mañana por la tarde,12,5\n"), CancellationToken.None)).Value!;
        var applied = await Transfer(desk).ApplyAsync(list, CancellationToken.None);

        same.Select(row => row.Change).Should().Equal(PriceChange.Igual, PriceChange.Igual);
        list.Select(row => row.Change).Should().Equal(PriceChange.Cambia, PriceChange.Nuevo, PriceChange.Error, PriceChange.Error, PriceChange.Error);
        applied.Value.Should().Be(2);
        var kept = await List(desk).RunAsync(new AgreedPriceFilter(desk.World.InsurerId), 0, null, CancellationToken.None);
        kept.Rows.Select(row => (row.Price.Code, row.Price.Price, row.Price.Copay)).Should()
            .Equal(("99203-25", 950m, null), ("99213", 780m, 100m), ("99214", 1_100m, null));
    }

    private static ListAgreedPrices List(DeskWorld desk) => new(desk.World.Storage);

    private static AgreePrice Agree(DeskWorld desk) => new(desk.World.Storage, desk.World.Clock);

    private static TransferAgreedPrices Transfer(DeskWorld desk) => new(desk.World.Storage, new Archivos.HereAndNow(), desk.World.Clock);

    private static AgreedPriceForm Form(DeskWorld desk, string code, decimal price, string plan = "", decimal? copay = null, DateOnly? from = null) =>
        new(desk.World.InsurerId, plan, code, from ?? Today, price, copay);

    private static async Task<Guid> AgreedAsync(
        DeskWorld desk, string code, decimal price, string plan = "", decimal? copay = null, DateOnly? from = null)
    {
        var kept = await Agree(desk).RunAsync(null, 0, Form(desk, code, price, plan, copay, from), CancellationToken.None);
        kept.Problems.Should().BeEmpty();
        return kept.Value;
    }

    private static async Task<string> InsurerAsync(DeskWorld desk)
    {
        await using var db = desk.World.Storage.Open();
        return await db.Insurers().Where(row => row.Id == desk.World.InsurerId).Select(row => row.Name).SingleAsync();
    }
}
