using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Bancos;

/// <summary>What the columns of a header mean, by the words of the banks of Mexico; "" for what is not there.</summary>
internal sealed record Roles(
    string Date, string Time, string Credit, string Debit, string Amount, string Sign, string Balance, string Reference, string Key, string Payer,
        string Text, string Detail,
    string Currency, string Account, string Status, IReadOnlyList<string> More)
{
    private static readonly string[] Dates =
    [
        "FECHA DE OPERACION", "FECHA OPERACION", "FECHA DE MOVIMIENTO", "FECHA MOVIMIENTO", "FECHA DEL MOVIMIENTO", "FECHA", "DIA", "FECHA DEL APUNTE",
            "FECHA CONTABLE",
        "FECHA DE LIQUIDACION", "FECHA DE ABONO", "FECHA VALOR", "RELEASE DATE", "DATE", "FECHA *", "* FECHA", "DIA *",
    ];

    private static readonly string[] Times = ["HORA", "HORA DE OPERACION", "HORA OPERACION", "TIEMPO", "HORA *"];

    private static readonly string[] Credits =
    [
        "ABONO", "ABONOS", "DEPOSITO", "DEPOSITOS", "CREDITO", "CREDITOS", "IMPORTE ABONO", "IMPORTE DE CREDITO", "IMPORTE DEL CREDITO", "IMPORTE ABONADO",
            "IMPORTE DE ABONO",
        "MONTO ABONO", "ENTRADA", "ENTRADAS", "INGRESO", "INGRESOS", "HABER", "* ABONO", "* ABONADO", "* DEPOSITO", "* CREDITO", "ABONO *", "ABONOS *",
            "DEPOSITO *", "DEPOSITOS *",
        "CREDITO *", "CREDIT", "CREDITS", "DEPOSIT", "DEPOSITS",
    ];

    private static readonly string[] Debits =
    [
        "CARGO", "CARGOS", "RETIRO", "RETIROS", "DEBITO", "DEBITOS", "IMPORTE CARGO", "IMPORTE DEL DEBITO", "IMPORTE DE DEBITO", "IMPORTE CARGADO",
            "IMPORTE DE CARGO", "MONTO CARGO",
        "DEBIT", "DEBITS", "WITHDRAWAL", "WITHDRAWALS", "SALIDA", "SALIDAS", "EGRESO", "EGRESOS", "DEBE",
        "* CARGO", "* CARGADO", "* RETIRO", "* DEBITO", "CARGO *", "CARGOS *", "RETIRO *", "RETIROS *",
            "DEBITO *",
    ];

    private static readonly string[] Amounts =
        ["IMPORTE", "MONTO", "CANTIDAD", "TRANSACTION NET AMOUNT", "IMPORTE MXN", "MONTO MXN", "IMPORTE DE LA OPERACION", "IMPORTE *", "MONTO *", "AMOUNT"];

    private static readonly string[] Signs =
    [
        "CARGO ABONO", "ABONO CARGO", "SIGNO", "TIPO", "TIPO DE MOVIMIENTO", "TIPO MOVIMIENTO", "NATURALEZA", "TIPO DE OPERACION", "DEBITO CREDITO",
            "CARGO O ABONO", "C A", "A C", "D C", "C D", "DR CR", "CR DR", "D H",
    ];

    private static readonly string[] Balances = ["SALDO", "SALDO TOTAL", "SALDO MXN", "SALDO FINAL", "PARTIAL BALANCE", "SALDO *", "BALANCE"];

    private static readonly string[] References =
    [
        "REFERENCIA", "REFERENCIA BANCARIA", "NO DE REFERENCIA", "NUMERO DE REFERENCIA", "REF NUMERICA", "REFERENCIA NUMERICA", "RECIBO", "FOLIO",
            "FOLIO DE OPERACION",
        "NUMERO DE OPERACION", "MOVIMIENTO", "REFERENCE", "REFERENCE ID", "REFERENCIA *", "NO DE OPERACION", "AUTORIZACION", "TRANSACCION",
    ];

    private static readonly string[] Keys = ["CLAVE DE RASTREO", "CLAVE RASTREO", "CVE RASTREO", "CVE DE RASTREO", "RASTREO", "CLAVE DE RASTREO *"];

    private static readonly string[] Payers =
        ["NOMBRE ORDENANTE", "NOMBRE DEL ORDENANTE", "ORDENANTE", "NOMBRE DE ORDENANTE", "NOMBRE DEL EMISOR", "EMISOR", "NOMBRE DEL CLIENTE ORDENANTE"];

    private static readonly string[] Texts =
        ["CONCEPTO REFERENCIA", "DESCRIPCION", "CONCEPTO", "DESCRIPCION GENERAL", "DESCRIPCION *", "MOVIMIENTO", "TRANSACCION", "NARRATIVA",
            "DESCRIPTION", "TRANSACTION TYPE", "DETALLE", "LEYENDA", "LEYENDA 1"];

    private static readonly string[] Details =
    [
        "DESCRIPCION DETALLADA", "DESCRIPCION LARGA", "REFERENCIA AMPLIADA", "DETALLE", "CONCEPTO", "REFERENCIA LEYENDA", "LEYENDA", "LEYENDA 1",
            "LEYENDA 2", "OBSERVACIONES", "DESCRIPCION",
        "REFERENCIA DE CLIENTE", "CONCEPTO *",
    ];

    private static readonly string[] CurrencyNames = ["MONEDA", "DIVISA", "CURRENCY", "MONEDA DE LA CUENTA"];

    private static readonly string[] Statuses = ["ESTATUS", "ESTADO", "STATUS", "SITUACION", "ESTATUS *", "ESTADO DEL MOVIMIENTO", "ESTADO DE LA OPERACION"];

    private static readonly string[] Accounts = ["CUENTA", "NUMERO DE CUENTA", "NO DE CUENTA", "NUM DE CUENTA", "CLABE", "CUENTA CLABE"];

    /// <summary>What a table of movements must say: what arrived, and when.</summary>
    public bool IsStatement => (Date.Length > 0 || Time.Length > 0) && (Credit.Length > 0 || Amount.Length > 0);

    public int Score => new[] { Date, Credit, Debit, Amount }.Sum(name => name.Length > 0 ? 3 : 0)
        + new[] { Balance, Text, Reference, Sign, Key, Time, Detail, Payer }.Count(name => name.Length > 0);

    public static Roles Of(IReadOnlyList<string> header)
    {
        var left = header.Where(name => name.Length > 0).Select(name => (Name: name, Words: Words.Of(Bare(name)))).Where(one => one.Words.Length > 0).ToList();
        string Take(string[] names)
        {
            foreach (var name in names)
            {
                if (left.FindIndex(one => Fits(one.Words, name)) is >= 0 and var at)
                {
                    var found = left[at].Name;
                    left.RemoveAt(at);
                    return found;
                }
            }

            return "";
        }

        // The narrower first, so that a wider word takes nothing from them.
        var (key, payer, sign) = (Take(Keys), Take(Payers), Take(Signs));
        var (date, time, credit, debit, balance) = (Take(Dates), Take(Times), Take(Credits), Take(Debits), Take(Balances));
        var amount = credit.Length > 0 ? "" : Take(Amounts);
        var (currency, account, status) = (Take(CurrencyNames), Take(Accounts), Take(Statuses));
        var text = Take(Texts);
        var reference = Take(References);
        var (detail, more) = (Take(Details), new List<string>());
        while (Take(Details) is { Length: > 0 } further)
            more.Add(further);
        return new Roles(
            date, time, credit, debit, amount, credit.Length > 0 ? "" : sign, balance, reference, key, payer, text, detail, currency, account, status, more);
    }

    /// <summary>The seven that a person may choose.</summary>
    public StatementColumns Columns => new(Date, Credit.Length > 0 ? Credit : Amount, Sign, Key.Length > 0 ? Key : Reference, Text, Detail, Time);

    /// <summary>Without what stands in brackets: "Fecha (DD/MM/AA)", "Abono (MXN)".</summary>
    private static string Bare(string name) => name.IndexOf('(', StringComparison.Ordinal) is > 0 and var at ? name[..at] : name;

    /// <summary>What is said about an amount, and is none: "Día del abono", "Referencia del depósito".</summary>
    private static readonly string[] About = ["REFERENCIA", "NUMERO", "FECHA", "DIA", "HORA", "FOLIO", "TIPO", "CONCEPTO", "CLAVE", "CUENTA", "BANCO"];

    private static bool Fits(string words, string name)
    {
        if (name.StartsWith("* ", StringComparison.Ordinal))
            return words.Split(' ') is var said && said.Contains(name[2..]) && (!said.Any(About.Contains) || name[2..] == "FECHA");
        return name.EndsWith(" *", StringComparison.Ordinal) ? words.StartsWith(name[..^1], StringComparison.Ordinal) : words == name;
    }
}
