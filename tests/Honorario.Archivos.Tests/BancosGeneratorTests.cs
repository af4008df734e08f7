using System.Globalization;
using System.Text;
using CsCheck;
using Honorario.Archivos.Bancos;
using Honorario.Archivos.Lectura;

namespace Honorario.Archivos.Tests;

/// <summary>Each bank's layout, written from what is known of it: the deposits that were written are read, by the file's own guess.</summary>
public class BancosGeneratorTests
{
    private static readonly CultureInfo Point = CultureInfo.InvariantCulture;

    /// <summary>A movement as a bank has it; Amount is negative when money went.</summary>
    private sealed record Written(DateOnly Day, TimeOnly Hour, decimal Amount, string Text, string Key, string Reference, decimal Balance)
    {
        public decimal In => Amount > 0 ? Amount : 0;
        public decimal Out => Amount < 0 ? -Amount : 0;
    }

    private static readonly Gen<Written[]> Months =
        from movements in Gen.Select(Gen.Int[1, 28], Gen.Int[0, 86399], Gen.Int[100, 5_000_000], Gen.Bool, Gen.Int[1, 9_999_999]).Array[1, 12]
        select Chained(movements);

    public static TheoryData<string> Banks => [.. Layouts.Keys];

    private static readonly Dictionary<string, Func<IReadOnlyList<Written>, byte[]>> Layouts = new()
    {
        ["BBVA.exp"] = all => Ansi(Tabbed("Día\tConcepto / Referencia\tcargo\tAbono\tSaldo", all
            .Select(one => $"{Day(one, "dd-MM-yyyy")}\t{one.Text}\t{Money(one.Out)}\t{Money(one.In)}\t{Money(one.Balance)}"))),
        ["BBVA.csv"] = all => Utf(Lines("Cuenta,0123456789,,", "Periodo,01/11/2026 al 30/11/2026",
            "Fecha Operación,Concepto,Referencia,Referencia Ampliada,Cargo,Abono,Saldo",
            all.Reverse().Select(one => $"{Day(one, "dd/MM/yyyy")},{one.Text},{one.Reference},,{Quoted(one.Out)},{Quoted(one.In)},{Quoted(one.Balance)}"))),
        ["Santander.csv"] = all =>
            Ansi(Lines("Cuenta,Fecha,Hora,Sucursal,Descripcion,Cargo/Abono,Importe,Saldo,Referencia,Concepto,Banco Participante,Clabe Beneficiario,Nombre Beneficiario,Cta Ordenante,Nombre Ordenante,Codigo Devolucion,Causa Devolucion,RFC Beneficiario,RFC Ordenante,Clave de Rastreo",
            all.Select(one =>
                $"'65500123456','{Day(one, "ddMMyyyy")}',{Hour(one)},0001,{one.Text},{(one.Amount > 0 ? "+" : "-")},{Plain(Math.Abs(one.Amount))},{Plain(one.Balance)},{one.Reference},PAGO,BBVA,,,,GENERAL DE SALUD,,,,GSA010101AB3,{one.Key}"))),
        ["SantanderChequeras.csv"] = all =>
            Utf(Lines("Reporte,,", "Cuenta:,65500123456", "", "a,", "b,", "c,", "d,",
                "Fecha,Hora,Sucursal,Descripcion,Importe Cargo,Importe Abono,Saldo,Referencia,Concepto",
            all.Select(one =>
                $"{Day(one, "dd/MM/yyyy")},{Hour(one)},0001,{one.Text},{Some(one.Out)},{Some(one.In)},{Plain(one.Balance)},{one.Reference},PAGO"))),
        ["Banorte.csv"] = all =>
            Bom(Lines("CUENTA,FECHA DE OPERACIÓN,FECHA,REFERENCIA,DESCRIPCIÓN,COD. TRANSAC,SUCURSAL,DEPÓSITOS,RETIROS,SALDO,MOVIMIENTO,DESCRIPCIÓN DETALLADA,CHEQUE",
            all.Select((one, at) =>
                $"'0123456789,{Day(one, "dd/MM/yyyy")},{Day(one, "dd/MM/yyyy")},{one.Reference},SPEI,503,0001,{Dollar(one.In)},{Dollar(one.Out)},{Dollar(one.Balance)},{at + 1},{one.Text} CVE RAST: {one.Key},"))),
        ["Banorte.txt"] = all =>
            Ansi(Lines("CUENTA|FECHA DE OPERACIÓN|FECHA|REFERENCIA|DESCRIPCIÓN|COD. TRANSAC|SUCURSAL|DEPÓSITOS|RETIROS|SALDO|MOVIMIENTO|DESCRIPCIÓN DETALLADA|CHEQUE",
            all.Select((one, at) =>
                $"0123456789|{Month(one, "/", ".")}|{Month(one, "/", ".")}|{one.Reference}|SPEI|503|0001|{(one.In > 0 ? $"${Money(one.In)}" : "-")}|{(one.Out > 0 ? $"${Money(one.Out)}" : "-")}|${Money(one.Balance)}|{at + 1}|{one.Text}|"))),
        ["Banamex.csv"] = all =>
            Ansi(Lines([.. Enumerable.Range(0, 13).Select(at => $"Título {at},"), "Fecha,Descripción,Depósitos,Retiros,Saldo", .. all
                .Select(one => $"{Day(one, "dd-MM-yy")},{one.Text},{Dashed(one.In)},{Dashed(one.Out)},{Quoted(one.Balance)}")])),
        ["HSBC.csv"] = all =>
            Utf(Lines("Nombre de la cuenta,Número de cuenta,Nombre del banco,Moneda,Ubicación,BIC,IBAN,Estado de la cuenta,Saldo contable de cierre,Referencia bancaria,Descripción,Referencia de cliente,Tipo de TRN,Fecha valor,Importe de crédito,Importe del débito,Saldo,Tiempo,Fecha del apunte",
            all.Reverse()
                .Select(one =>
                    $"CONSULTORIO,0123456789,HSBC,MXN,MX,,,ACTIVA,1.00,{one.Reference},{one.Text},NONREF,CREDITO,{Day(one, "dd/MM/yyyy")},{Some(one.In)},{(one.Out > 0 ? "-" + Plain(one.Out) : "")},{Plain(one.Balance)},{Hour(one)},{Day(one, "dd/MM/yyyy")}"))),
        ["Scotiabank.csv"] = all => Utf(Lines("Cuenta 00100123456,,", "Fecha,Referencia,Importe,Tipo,Saldo,Transacción,Leyenda 1,Leyenda 2,Consecutivo",
            all.Select((one, at) =>
                $"{Day(one, "yyyy/MM/dd")},{one.Reference},{Plain(Math.Abs(one.Amount))},{(one.Amount > 0 ? "Abono" : "Cargo")},{Plain(one.Balance)},{one.Text},,,{at}"))),
        ["Scotiabank.txt"] = all =>
            Ansi(Lines([.. all
                .Select(one =>
                    $"CHQMXN{"00100123456",-20}{Day(one, "yyyy/MM/dd")}{one.Reference,-10}{Plain(Math.Abs(one.Amount)).PadLeft(17, '0')}{(one.Amount > 0 ? "Abono" : "Cargo")}{Plain(one.Balance).PadLeft(17, '0')}{one.Text}")])),
        ["Bajio.csv"] = all => Utf(Lines("Banco del Bajío,S.A.", "#,Fecha Movimiento,Hora,Recibo,Descripción,Cargos,Abonos,Saldo",
            all.Reverse().Select((one, at) =>
                $"{at + 1},{Day(one, "dd-MMM-yyyy")},{one.Hour:HH:mm:ss},{one.Reference},{one.Text},{Some(one.Out)},{Some(one.In)},{Plain(one.Balance)}"))),
        ["Inbursa.csv"] = all =>
            Utf(Lines("Inbursa,", "a,", "b,", "036180000123456789,", "c,", "d,", "e,", "f,",
                "Fecha,Referencia,Ref. Externa,Referencia Leyenda,Ref. Numérica,Movimiento,Cargo,Abono,Saldo,Ordenante,Clave de Rastreo",
            [$"01/11/2026,,,,,SALDO INICIAL,,,{Plain(1000)},,", .. all.Select(one =>
                $"{Day(one, "dd/MM/yyyy")},{one.Reference},,,,{one.Text},{Some(one.Out)},{Some(one.In)},{Plain(one.Balance)},GENERAL DE SALUD,{one.Key}"),
                    ",,,,,Totales,1.00,2.00,,,"])),
        ["Mifel.csv"] = all => Bom(Lines("Mifel,", "a,", "b,", "c,", "d,", "e,", "f,", "g,",
            "Fecha,Descripción,Folio,Referencia,Cargo (MXN),Abono (MXN),Saldo total (MXN),RFC,IVA(MXN),Cheque",
            all.Reverse().Select(one => $"{Day(one, "dd/MM/yyyy")},{one.Text},{one.Reference},{one.Reference},{(one.Out > 0 ? $"\"${Money(one.Out)}\""
                : "-")},{(one.In > 0 ? $"\"${Money(one.In)}\"" : "-")},\"${Money(one.Balance)}\",No aplica,-,-"))),
        ["Afirme.xls"] = all => Ansi(Tabbed("Concepto\tFecha (DD/MM/AA)\tReferencia\tCargo\tAbono\tSaldo\tCuenta\tCódigo\tNo. Secuencia",
            all.Select((one, at) =>
                $"{one.Text}\t{Day(one, "dd/MM/yy")}\t{one.Reference}\t{Plain(one.Out)}\t{Plain(one.In)}\t{Plain(one.Balance)}\t0123456789\t12\t{at}"))),
        ["Banregio.csv"] = all =>
            Utf(Lines([.. Enumerable.Range(0, 9).Select(at => $"t{at},"), "Fecha,Descripción,Referencia,Cargos,Abonos,Saldo,Clasificación",
                ",Saldo Inicial,,,,1000.00,",
            .. all.Select(one => $"{Day(one, "dd/MM/yyyy")},{one.Text},_{one.Reference},{Some(one.Out)},{Some(one.In)},{Plain(one.Balance)},"),
                "Total,,,1.00,2.00,,"])),
        ["Azteca.csv"] = all => Utf(Lines("NUMERO DE CUENTA,FECHA DE OPERACION,FECHA DE APLICACION,CONCEPTO,IMPORTE,SALDO,MOVIMIENTO",
            all.Select((one, at) =>
                $"0123456789,{Day(one, "yyyy-MM-dd")} {one.Hour:HH:mm:ss},{Day(one, "yyyy-MM-dd")},{one.Text},{one.Amount.ToString("0.00", Point)},{Plain(one.Balance)},{at + 1}"))),
        ["STP.csv"] = all => Utf(Lines("Hora,Transacción,Movimiento,Cargo,Abono,Saldo",
            [.. all.GroupBy(one => one.Day).SelectMany(day => (string[])[$"{day.Key.ToString("dd/MM/yyyy", Point)},,,,,",
            .. day.Select(one =>
                $"{one.Hour:HH:mm:ss},{one.Reference},{one.Text},{(one.Out > 0 ? Plain(one.Out) : "- ")},{(one.In > 0 ? Plain(one.In) : "- ")},{Plain(one.Balance)}")])])),
        ["MercadoPago.csv"] = all =>
            Utf(Lines("INITIAL_BALANCE;CREDITS;DEBITS;FINAL_BALANCE", "1,000.00;2.00;3.00;4.00", "",
                "RELEASE_DATE;TRANSACTION_TYPE;REFERENCE_ID;TRANSACTION_NET_AMOUNT;PARTIAL_BALANCE",
            all.Select(one =>
                $"{Day(one, "dd-MM-yyyy")};{one.Text};{one.Reference};{(one.Amount < 0 ? "-" : "")}{Money(Math.Abs(one.Amount))};{Money(one.Balance)}"))),
        ["mt940.sta"] = all => Ansi(Lines([":20:REF", ":25:0123456789", ":28C:1/1", $":60F:C261101MXN{Comma(1000)}",
            .. all.SelectMany(one =>
                (string[])[$":61:{Day(one, "yyMMdd")}{Day(one, "MMdd")}{(one.Amount > 0 ? "C" : "D")}{Comma(Math.Abs(one.Amount))}NTRF{one.Reference}//{one.Reference}", $":86:{one.Text}", "/ROC/algo", "- otra línea"]),
            $":62F:C261130MXN{Comma(all[^1].Balance)}", "-"])),
        ["camt.xml"] = all => Utf($"""
            <?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>0123456789</Id></Othr></Id><Ccy>MXN</Ccy></Acct>
            <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="MXN">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal><Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="MXN">{Plain(all[^1].Balance)}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
            {string.Concat(all.Select(one => $"<Ntry><Amt Ccy=\"MXN\">{Plain(Math.Abs(one.Amount))}</Amt><CdtDbtInd>{(one.Amount > 0 ? "CRDT" : "DBIT")}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{Day(one, "yyyy-MM-dd")}</Dt></BookgDt><AcctSvcrRef>{one.Reference}</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>{one.Text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"))}
            </Stmt></BkToCstmrStmt></Document>
            """),
    };

    [Theory]
    [MemberData(nameof(Banks))]
    public void The_deposits_of_each_bank_are_read_without_help(string bank) => Months.Sample(
        all =>
        {
            var statement = Caso.Statement(new BroughtFile(bank, Layouts[bank](all)));

            var expected = all.Where(one => one.Amount > 0).Select(one => (one.Day, one.Amount)).Order().ToList();
            statement.Bad.Should().BeEmpty();
            statement.Deposits.Select(one => (one.Date, one.Amount)).Order().Should().Equal(expected);
            statement.Debits.Should().Be(all.Length - expected.Count);
            statement.Notes.Where(note => note.Contains("saldo", StringComparison.OrdinalIgnoreCase)).Should().BeEmpty();
            foreach (var deposit in statement.Deposits)
                deposit.Text.Should().Contain("GENERAL DE SALUD");
        },
        iter: 40);

    private static Written[] Chained((int Day, int Second, int Centavos, bool In, int Reference)[] movements)
    {
        var balance = 1000m;
        return [.. movements.OrderBy(one => one.Day).ThenBy(one => one.Second).Select((one, at) =>
        {
            var amount = (one.In ? 1 : -1) * (one.Centavos / 100m);
            balance += amount;
            return new Written(new DateOnly(2026, 11, one.Day), TimeOnly.MinValue.Add(TimeSpan.FromSeconds(one.Second)), amount,
                $"SPEI GENERAL DE SALUD CI-{at}", $"MBAN0100{one.Reference:0000000}{at}", one.Reference.ToString("0000000", Point), balance);
        })];
    }

    private static string Day(Written one, string format) => one.Day.ToString(format, Point);

    private static string Month(Written one, string separator, string dot) => $"{one.Day:dd}{separator}nov{dot}{separator}{one.Day:yyyy}";

    private static string Hour(Written one) => one.Hour.ToString("HH:mm", Point);

    private static string Plain(decimal amount) => amount.ToString("0.00", Point);

    private static string Money(decimal amount) => amount.ToString("#,##0.00", Point);

    private static string Comma(decimal amount) => Plain(amount).Replace('.', ',');

    private static string Some(decimal amount) => amount > 0 ? Plain(amount) : "";

    private static string Quoted(decimal amount) => amount == 0 ? "" : $"\"{Money(amount)}\"";

    private static string Dashed(decimal amount) => amount > 0 ? $"\"{Money(amount)}\"" : "-";

    private static string Dollar(decimal amount) => $"\"${Money(amount)}\"";

    private static string Tabbed(string header, IEnumerable<string> rows) => string.Join("\r\n", [header, .. rows]) + "\r\n";

    private static string Lines(params IReadOnlyList<string> lines) => string.Join("\r\n", lines) + "\r\n";

    private static string Lines(string header, IEnumerable<string> rows) => Lines([header, .. rows]);

    private static string Lines(string one, string two, IEnumerable<string> rows) => Lines([one, two, .. rows]);

    private static string Lines(string one, string two, string three, IEnumerable<string> rows) => Lines([one, two, three, .. rows]);

    private static string Lines(string one, string two, string three, string four, IEnumerable<string> rows) => Lines([one, two, three, four, .. rows]);

    private static string Lines(string one, string two, string three, string four, string five, string six, string seven, string eight,
        IEnumerable<string> rows) =>
        Lines([one, two, three, four, five, six, seven, eight, .. rows]);

    private static string Lines(string one, string two, string three, string four, string five, string six, string seven, string eight, string nine,
        IEnumerable<string> rows) =>
        Lines([one, two, three, four, five, six, seven, eight, nine, .. rows]);

    private static byte[] Ansi(string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1252).GetBytes(text);
    }

    private static byte[] Utf(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Bom(string text) => [0xEF, 0xBB, 0xBF, .. Utf(text)];
}
