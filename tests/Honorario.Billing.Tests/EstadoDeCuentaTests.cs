using System.Text;
using Honorario.Archivos.Bancos;
using Honorario.Archivos.Lectura;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.ComplementosPago.Banco;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Tests;

/// <summary>Bank statements in the layouts of the banks of Mexico: read, matched with what is owed, accepted, and never paid twice.</summary>
public class EstadoDeCuentaTests(Databases databases)
{
    private static readonly Clabe Account = Clabe.Parse("012180001234567899");

    public static TheoryData<Server> Both => Databases.Both;

    public static TheoryData<string, byte[]> Layouts =>
        new()
        {
            {
                "bbva.csv",
                Encoding.Latin1.GetBytes(
                    "Cuenta,0123456789\r\n\r\nDía,Concepto / Referencia,cargo,Abono,Saldo\r\n"
                        + "18-03-2026,COMISION POR SERVICIO,\"150.00\",,\"99,850.00\"\r\n"
                        + "18-03-2026,SPEI RECIBIDO GENERAL DE SALUD FACT CI 1/0012345678,,\"12,345.67\",\"112,195.67\"\r\n"
                )
            },
            {
                "banorte.csv",
                Encoding.UTF8.GetBytes(
                    "Cuenta|Fecha De Operación|Fecha|Referencia|Descripción|Cod. Transac|Sucursal|Depósitos|Retiros|Saldo|Movimiento|"
                        + "Descripción Detallada\r\n"
                        + "'0123456789'|18/03/2026|18/03/2026|0012345678|PAGO RECIBIDO|503|0001|\"$12,345.67\"|$0.00|\"$112,195.67\"|8|"
                        + "SPEI GENERAL DE SALUD FACT CI-1\r\n"
                        + "'0123456789'|18/03/2026|18/03/2026|0000000001|COMISION|504|0001|-|$150.00|\"$112,045.67\"|9|COMISION\r\n"
                )
            },
            {
                "santander.csv",
                Encoding.UTF8.GetBytes(
                    "Cuenta,Fecha,Hora,Sucursal,Descripción,Cargo/Abono,Importe,Saldo,Referencia,Concepto\r\n"
                        + "'65500123456','18032026','10:15','0001',ABONO TRANSFERENCIA SPEI,+,12345.67,112195.67,0012345678,GENERAL DE SALUD CI1\r\n"
                        + "'65500123456','18032026','10:16','0001',COMISION,-,150.00,112045.67,0000000001,COMISION\r\n"
                )
            },
            {
                "estado.txt",
                Encoding.ASCII.GetBytes(
                    ":20:ESTADO\r\n:25:0123456789\r\n:28C:78/1\r\n:60F:C260317MXN100000,00\r\n:61:2603180318D150,00NCHGNONREF//0000000001\r\n"
                        + ":86:COMISION\r\n:61:2603180318C12345,67NTRF0012345678//999\r\n:86:SPEI GENERAL DE SALUD\r\nFACTURA CI-1\r\n"
                        + ":62F:C260318MXN112195,67\r\n-\r\n"
                )
            },
        };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Each_banks_layout_is_understood_without_help(string name, byte[] content)
    {
        var file = Open(name, content);

        var statement = file.Read(file.Guess, Account.Value).Value!;

        statement.Bad.Should().BeEmpty();
        statement.Debits.Should().Be(1);
        var credit = statement.Deposits.Single();
        (credit.Date, credit.Amount).Should().Be((new DateOnly(2026, 3, 18), 12345.67m));
        $"{credit.Reference} {credit.Text}".Should().Contain("0012345678").And.Contain("GENERAL DE SALUD");
    }

    [Fact]
    public async Task A_workbook_is_read_as_its_csv_is()
    {
        var rows = new[] { (Day: new DateOnly(2026, 3, 18), What: "SPEI CI-1", Abono: 1234.5m) };
        using var workbook = new MemoryStream();
        await SheetExport
            .Of(
                "estado",
                SheetFormat.Xlsx,
                [
                    new SheetColumn<(DateOnly Day, string What, decimal Abono)>("Fecha", row => row.Day),
                    new("Concepto", row => row.What),
                    new("Abono", row => row.Abono),
                ],
                rows.ToAsyncEnumerable())
            .WriteAsync(workbook, CancellationToken.None);
        var file = Open("estado.xlsx", workbook.ToArray());

        var credit = file.Read(file.Guess, Account.Value).Value!.Deposits.Single();

        (credit.Date, credit.Amount, credit.Text).Should().Be((rows[0].Day, rows[0].Abono, rows[0].What));
    }

    [Fact]
    public void Every_row_that_can_not_be_read_is_named_and_the_others_are_kept()
    {
        var text =
            "Fecha,Concepto,Abono\n31/02/2026,UNO,10.00\n18/03/2026,DOS,diez\n18/03/2026,TRES,30.00\n,CUATRO,40.00\n18/03/2026,CINCO,1.234.5\nTotal,,\n";
        var file = Open("malo.csv", Encoding.UTF8.GetBytes(text));

        var statement = file.Read(file.Guess, Account.Value).Value!;

        statement.Deposits.Select(credit => (credit.Row, credit.Amount)).Should().Equal((4, 30m));
        statement.Bad.Select(finding => finding.Row).Should().Equal(2, 3, 5, 6);
        statement.Aside.Select(finding => finding.Row).Should().Equal(7);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task The_same_statement_in_any_format_and_however_often_pays_once(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await AddAccountAsync(world);
        var invoice = await world.StampedAsync(13717.41m);
        invoice.Total.Should().Be(12345.67m);

        var first = await LoadAsync(world, "bbva.csv");
        var movements = await ProposeAsync(world);
        var match = movements.Fitting.Single();
        var accepted = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => AcceptAsync(world, match))));
        foreach (var other in new[] { "bbva.csv", "banorte.csv", "santander.csv", "estado.txt" })
            (await LoadAsync(world, other)).New.Should().Be(0, other);
        var later = await ProposeAsync(world);

        (first.New, first.Debits).Should().Be((1, 1));
        (match.Grade, match.Shares).Should().BeEquivalentTo((MatchGrade.Segura, new[] { new PaymentShare(invoice.Id, invoice.Total) }));
        accepted.Should().AllSatisfy(result => result.Problems.Should().BeEmpty());
        accepted.Select(result => result.Value).Distinct().Should().ContainSingle();
        later.Page.Count.Should().Be(0);
        (await world.InvoiceAsync(invoice.Id)).Status.Should().Be(InvoiceStatus.Pagado);
        await using var db = world.Billing.Storage.Open();
        var payment = await db.Payments().SingleAsync();
        (payment.PaidOn, payment.FormaPago, payment.ReceiverAccount, payment.ReceiverBankRfc)
            .Should()
            .Be((new DateOnly(2026, 3, 18), "03", Account.Value, "BBA830831LJ2"));

        (await world.UndoAsync(payment.Id)).Problems.Should().BeEmpty();
        (await ProposeAsync(world)).Fitting.Should().ContainSingle("undone, it waits again");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Two_equal_deposits_of_one_day_are_two_and_loading_side_by_side_adds_none(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await AddAccountAsync(world);
        var twice = Encoding.UTF8.GetBytes("Fecha,Referencia,Concepto,Abono\n18/03/2026,1,SPEI,500.00\n18/03/2026,2,SPEI,500.00\n");

        var loaded = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => LoadAsync(world, "dos.csv", twice))));
        var longer = await LoadAsync(
            world,
            "tres.csv",
            Encoding.UTF8.GetBytes(
                "Fecha,Referencia,Concepto,Abono\n18/03/2026,3,SPEI,500.00\n18/03/2026,2,SPEI,500.00\n18/03/2026,1,SPEI,500.00\n"));

        loaded.Sum(one => one.New).Should().Be(2);
        longer.New.Should().Be(1);
        await using var db = world.Billing.Storage.Open();
        (await db.BankMovements().OrderBy(row => row.Ordinal).Select(row => row.Reference).ToListAsync()).Should().BeEquivalentTo("1", "2", "3");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Two_deposits_alike_of_one_day_are_two_payments_of_an_invoice(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await AddAccountAsync(world);
        var invoice = await world.StampedAsync(2000m);
        await LoadAsync(world, "dos.csv", Encoding.UTF8.GetBytes("Fecha,Referencia,Concepto,Abono\n18/03/2026,77,SPEI,500.00\n18/03/2026,77,SPEI,500.00\n"));

        foreach (var row in (await ProposeAsync(world)).Page.Rows)
            (await AcceptAsync(world, row with { Shares = [new PaymentShare(invoice.Id, 500m)] })).Problems.Should().BeEmpty();

        (await world.InvoiceAsync(invoice.Id)).Paid.Should().Be(1000m);
        (await ProposeAsync(world)).Page.Count.Should().Be(0);
    }

    [Fact]
    public async Task What_the_bank_says_tells_two_equal_deposits_of_two_files_apart_and_what_is_doubtful_is_shown()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await AddAccountAsync(world);
        static byte[] File(string reference, string key, string text) => Encoding.UTF8.GetBytes(
            $"Fecha,Referencia,Clave de rastreo,Concepto,Abono\n18/03/2026,{reference},{key},{text},500.00\n");

        (await LoadAsync(world, "uno.csv", File("1", "MBAN01002603180001", "SPEI UNO"))).New.Should().Be(1);
        var other = await LoadAsync(world, "dos.csv", File("1", "MBAN01002603180002", "SPEI UNO"));
        var again = await LoadAsync(world, "tres.csv", File("9", "MBAN01002603180001", "Con otras palabras"));
        var doubtful = await LoadAsync(world, "cuatro.csv", File("7", "", "SPEI DE OTRO"));

        (other.New, other.Known, other.Doubtful.Count).Should().Be((1, 0, 0), "its clave de rastreo is another one");
        (again.New, again.Known, again.Doubtful.Count).Should().Be((0, 1, 0), "its clave de rastreo is kept");
        (doubtful.New, doubtful.Known).Should().Be((0, 1));
        var deposit = doubtful.Doubtful.Should().ContainSingle().Subject;
        await world.AsAsync(async (LoadStatement use) =>
        {
            await use.AddAsync(world.Billing.EmisorId, Account, deposit, "cuatro.csv", doubtful.At, CancellationToken.None);
            return true;
        });
        await using var db = world.Billing.Storage.Open();
        (await db.BankMovements().OrderBy(row => row.Ordinal).Select(row => row.Text).ToListAsync()).Should().Equal("SPEI UNO", "SPEI UNO", "SPEI DE OTRO");
    }

    [Fact]
    public async Task Deposits_of_days_to_come_are_told()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await AddAccountAsync(world);
        byte[] File(string day) => Encoding.UTF8.GetBytes($"Fecha,Concepto,Abono,Cargo\r\n{day},SPEI,100.00,\r\n");

        (await LoadAsync(world, "hoy.csv", File("20/03/2026"))).Notes.Should().BeEmpty();
        (await LoadAsync(world, "luego.csv", File("12/04/2026"))).Notes.Should().SatisfyRespectively(
            days => days.Should().Contain("12/04/2026 es el 12 de abril"), later => later.Should().Contain("posterior a hoy").And.Contain("12/04/2026"));
    }

    [Fact]
    public async Task Dollars_are_never_loaded_as_pesos()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await AddAccountAsync(world);
        var file = Open("usd.csv", Encoding.UTF8.GetBytes("Cuenta en dólares,Moneda: USD\n\nFecha,Concepto,Cargo,Abono\n18/03/2026,SPID,,500.00\n"));

        var loaded = await world.AsAsync((LoadStatement use) =>
            use.RunAsync(world.Billing.EmisorId, Account, file, file.Guess, new SaidOfStatement(), CancellationToken.None));

        loaded.Problems.Single().Message.Should().Contain("USD");
        await using var db = world.Billing.Storage.Open();
        (await db.BankMovements().CountAsync()).Should().Be(0);
    }

    [Fact]
    public async Task The_columns_are_chosen_once_and_remembered_for_the_account()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await AddAccountAsync(world);
        var odd = Open("raro.csv", Encoding.UTF8.GetBytes("Cuando,Cuanto,Que\n18/03/2026,500.00,SPEI\n"));
        var chosen = new StatementColumns("Cuando", "Cuanto", Text: "Que");

        var (_, before) = await ColumnsAsync(world, odd);
        var refused = await world.AsAsync(
            (LoadStatement use) =>
                use.RunAsync(world.Billing.EmisorId, Account, odd, odd.Guess, new SaidOfStatement(), CancellationToken.None));
        (
            await world.AsAsync(
                (LoadStatement use) => use.RunAsync(world.Billing.EmisorId, Account, odd, chosen, new SaidOfStatement(), CancellationToken.None)))
            .Problems.Should()
            .BeEmpty();
        var (columns, after) = await ColumnsAsync(world, odd);
        var (_, other) = await ColumnsAsync(world, Open("bbva.csv", Content("bbva.csv")));

        (before, after, other).Should().Be((false, true, true));
        columns.Should().Be(chosen);
        refused.Problems.Select(problem => problem.Field).Should().Equal("Date", "Credit");
    }

    [Fact]
    public async Task A_statement_that_names_another_account_is_loaded_only_when_a_person_says_that_it_is_of_this_one()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await AddAccountAsync(world);
        var other = Open("otra.csv", Encoding.UTF8.GetBytes("Cuenta: 0190998877\n\nFecha,Concepto,Cargo,Abono\n18/03/2026,SPEI,,500.00\n"));

        var asked = await RunAsync(new SaidOfStatement());
        var loaded = await RunAsync(new SaidOfStatement(Account: true));

        asked.Problems.Single().Should().Match<Problem>(problem => problem.Field == FieldNames.Account && problem.Code == LoadStatement.AnotherAccount);
        (loaded.Value!.New, loaded.Value.Notes.Count).Should().Be((1, 0));

        Task<Result<StatementLoaded>> RunAsync(SaidOfStatement said) =>
            world.AsAsync((LoadStatement use) => use.RunAsync(world.Billing.EmisorId, Account, other, other.Guess, said, CancellationToken.None));
    }

    [Fact]
    public async Task A_statement_that_is_read_anew_with_other_columns_takes_the_place_of_what_was_read_of_it()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await AddAccountAsync(world);
        var file = Open("banco.csv", Encoding.UTF8.GetBytes("Fecha,Concepto,Cargo,Abono\n03/02/2026,UNO,,500.00\n04/02/2026,DOS,,700.00\n"));
        var first = (await RunAsync(file.Guess, new SaidOfStatement())).Value!;

        var again = await RunAsync(file.Guess with { MonthFirst = true }, new SaidOfStatement(Again: first.At));

        (first.New, again.Value!.New).Should().Be((2, 2));
        await using var db = world.Billing.Storage.Open();
        (await db.BankMovements().OrderBy(row => row.Date).Select(row => row.Date).ToListAsync())
            .Should().Equal(new DateOnly(2026, 3, 2), new DateOnly(2026, 4, 2));

        Task<Result<StatementLoaded>> RunAsync(StatementColumns columns, SaidOfStatement said) =>
            world.AsAsync((LoadStatement use) => use.RunAsync(world.Billing.EmisorId, Account, file, columns, said, CancellationToken.None));
    }

    [Fact]
    public async Task Days_that_no_row_tells_are_asked_once_for_the_account()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await AddAccountAsync(world);
        var odd = Open("raro.csv", Encoding.UTF8.GetBytes("Cuando,Cuanto,Que\n03/02/2026,500.00,SPEI\n"));
        var chosen = new StatementColumns("Cuando", "Cuanto", Text: "Que");

        var refused = await RunAsync(chosen);
        var loaded = await RunAsync(chosen with { MonthFirst = true });
        var (columns, known) = await ColumnsAsync(world, odd);

        refused.Problems.Single().Field.Should().Be(nameof(StatementColumns.MonthFirst));
        loaded.Problems.Should().BeEmpty();
        (columns.MonthFirst, known).Should().Be((true, true));
        await using var db = world.Billing.Storage.Open();
        (await db.BankMovements().SingleAsync()).Date.Should().Be(new DateOnly(2026, 3, 2));

        Task<Result<StatementLoaded>> RunAsync(StatementColumns columns) =>
            world.AsAsync((LoadStatement use) => use.RunAsync(world.Billing.EmisorId, Account, odd, columns, new SaidOfStatement(), CancellationToken.None));
    }

    [Fact]
    public async Task A_payment_registered_by_hand_is_found_in_the_statement_and_not_paid_again()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await AddAccountAsync(world);
        var invoice = await world.StampedAsync(20000m);
        var payment = (await world.PayAsync(PagosWorld.Form("0012345678", new PaymentShare(invoice.Id, 12345.67m)))).Value;
        await LoadAsync(world, "bbva.csv");

        var match = (await ProposeAsync(world)).Fitting.Single();
        var linked = await AcceptAsync(world, match);

        (match.PaymentId, match.Grade, linked.Value).Should().Be((payment, MatchGrade.Segura, payment));
        (await world.InvoiceAsync(invoice.Id)).Paid.Should().Be(12345.67m);
        (await ProposeAsync(world)).Page.Count.Should().Be(0);
    }

    [Fact]
    public async Task A_movement_that_is_no_insurers_is_put_aside_and_may_come_back()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await AddAccountAsync(world);
        await LoadAsync(world, "bbva.csv");
        var movement = (await ProposeAsync(world)).Page.Rows.Single().Movement.Id;

        await DismissAsync(world, movement, true);
        (await ProposeAsync(world)).Page.Count.Should().Be(0);
        (await LoadAsync(world, "banorte.csv")).New.Should().Be(0);
        await DismissAsync(world, movement, false);
        (await ProposeAsync(world)).Page.Count.Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_load_by_mistake_is_undone_except_what_is_paid_by_now_and_the_file_may_be_loaded_again(Server server)
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(server));
        await AddAccountAsync(world);
        var (byHand, accepted) = (await world.StampedAsync(1000m), await world.StampedAsync(2000m));
        var known = (await world.PayAsync(PagosWorld.Form("7000001", new PaymentShare(byHand.Id, byHand.Total)))).Value;
        world.Billing.Clock.Advance(TimeSpan.FromMinutes(1));
        var file = Encoding.UTF8.GetBytes(
            "Fecha,Referencia,Concepto,Abono\n20/03/2026,7000001,SPEI,900.00\n20/03/2026,7000002,SPEI CI-2,1800.00\n"
            + "19/03/2026,7000003,OTRA COSA,55.00\n19/03/2026,7000004,RENTA,66.00\n");
        await LoadAsync(world, "otra-cuenta.csv", file);
        foreach (var match in (await ProposeAsync(world)).Fitting)
            (await AcceptAsync(world, match)).Problems.Should().BeEmpty();
        await DismissAsync(world, (await ProposeAsync(world)).Page.Rows.Single(row => row.Movement.Amount == 66m).Movement.Id, true);

        var load = (await ListLoadsAsync(world)).Single();
        var look = await LookAsync(world, load);
        (load.FileName, load.Movements, load.Amount).Should().Be(("otra-cuenta.csv", 4, 2821m));
        (look.Goes, look.Amount, look.Dismissed).Should().Be((3, 1021m, 1));
        look.Unlinked.Select(one => one.PaymentId).Should().Equal(known);
        var made = look.Stay.Single();
        (made.Date, made.Amount).Should().Be((new DateOnly(2026, 3, 20), 1800m));

        (await world.UndoAsync(made.PaymentId)).Problems.Should().BeEmpty();
        (await UndoLoadAsync(world, load, look)).Problems.Single().Message.Should().Contain("cambió", "the payment that should stay is undone meanwhile");
        var again = await LookAsync(world, load);
        again.Stay.Should().BeEmpty();
        (await UndoLoadAsync(world, load, again)).Value.Should().Be(4);

        (await ListLoadsAsync(world)).Should().BeEmpty();
        (await ProposeAsync(world)).Page.Count.Should().Be(0);
        (await world.InvoiceAsync(byHand.Id)).Paid.Should().Be(byHand.Total, "a payment from before the load stays");
        (await world.InvoiceAsync(accepted.Id)).Paid.Should().Be(0);
        (await LoadAsync(world, "otra-cuenta.csv", file)).New.Should().Be(4);
        (await ProposeAsync(world)).Fitting.Should().Contain(match => match.PaymentId == known);
    }

    [Fact]
    public void A_movement_of_today_is_not_paid_in_the_future()
    {
        var today = new BankMovement { Account = Account, Date = new DateOnly(2026, 3, 20), Amount = 1, Reference = "", Text = "", FileName = "" };
        var morning = new DateTime(2026, 3, 20, 8, 15, 0);

        AcceptMatch.FormOf(today, [], morning).PaidAt.Should().Be(morning);
        AcceptMatch.FormOf(today, [], morning.AddHours(6)).PaidAt.Should().Be(new DateTime(2026, 3, 20, 12, 0, 0));
        AcceptMatch.FormOf(today, [], morning.AddDays(2)).PaidAt.Should().Be(new DateTime(2026, 3, 20, 12, 0, 0));
    }

    private static async Task AddAccountAsync(PagosWorld world) =>
        (
            await world.AsAsync(
                (EditBankAccounts use) => use.AddAsync(world.Billing.EmisorId, Account.Value, "", CancellationToken.None)))
            .Problems.Should()
            .BeEmpty();

    private static StatementFile Open(string name, byte[] content) =>
        StatementFile.Of(name, BankFile.Read(new Archivos.Lectura.BroughtFile(name, content)).Value!).Value!;

    private static byte[] Content(string layout) => Layouts.Select(row => row.Data).Single(row => row.Item1 == layout).Item2;

    private static Task<StatementLoaded> LoadAsync(PagosWorld world, string layout) => LoadAsync(world, layout, Content(layout));

    private static async Task<StatementLoaded> LoadAsync(PagosWorld world, string name, byte[] content)
    {
        var file = Open(name, content);
        var loaded = await world.AsAsync(
            (LoadStatement use) =>
                use.RunAsync(world.Billing.EmisorId, Account, file, file.Guess, new SaidOfStatement(Account: true), CancellationToken.None));
        loaded.Problems.Should().BeEmpty();
        return loaded.Value!;
    }

    private static Task<IReadOnlyList<LoadedStatement>> ListLoadsAsync(PagosWorld world) =>
        world.AsAsync((UndoStatement use) => use.ListAsync(world.Billing.EmisorId, Account, CancellationToken.None));

    private static Task<UndoStatementPreview> LookAsync(PagosWorld world, LoadedStatement load) =>
        world.AsAsync((UndoStatement use) => use.LookAsync(world.Billing.EmisorId, Account, load, CancellationToken.None));

    private static Task<Result<int>> UndoLoadAsync(PagosWorld world, LoadedStatement load, UndoStatementPreview seen) =>
        world.AsAsync((UndoStatement use) => use.RunAsync(world.Billing.EmisorId, Account, load, seen, CancellationToken.None));

    private static Task<MovementsFound> ProposeAsync(PagosWorld world) =>
        world.AsAsync((BankMovements use) => use.RunAsync(world.Billing.EmisorId, Account, 0, CancellationToken.None));

    private static Task<Result<Guid>> AcceptAsync(PagosWorld world, Proposal match) =>
        world.AsAsync((AcceptMatch use) => use.RunAsync(match, CancellationToken.None));

    private static Task<(StatementColumns Columns, bool Remembered)> ColumnsAsync(PagosWorld world, StatementFile file) =>
        world.AsAsync((LoadStatement use) => use.ColumnsAsync(world.Billing.EmisorId, Account, file, CancellationToken.None));

    private static Task<bool> DismissAsync(PagosWorld world, Guid movement, bool dismissed) => world.AsAsync(async (DismissMovement use) =>
    {
        await use.RunAsync(movement, dismissed, CancellationToken.None);
        return true;
    });
}
