using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Bancos;

/// <summary>ISO 20022's camt.053, of any version: a statement an account, an <c>Ntry</c> a movement of it.</summary>
internal static class Camt
{
    private static readonly XmlReaderSettings Settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null,
        MaxCharactersInDocument = 32 * 1024 * 1024 };

    public static Read<BankFile> Read(BroughtFile file)
    {
        XElement root;
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(file.Content, writable: false), Settings);
            root = XDocument.Load(xml, LoadOptions.SetLineInfo).Root!;
        }
        catch (XmlException)
        {
            return new Read<BankFile>(null, $"{file.Name} es un XML mal formado: descárgalo otra vez del banco.");
        }

        var statements = root.Descendants().Where(one => one.Name.LocalName == "Stmt").ToList();
        if (statements.Count > 0)
            return new BankFile("camt.053", [.. statements.Select(Statement)], null);
        return new Read<BankFile>(null, root.Descendants().FirstOrDefault(one => one.Name.LocalName is "Ntfctn" or "Rpt") is { } other
            ? $"{file.Name} es un camt.{(other.Name.LocalName == "Rpt" ? "052 (movimientos del día)" : "054 (aviso)")}: "
                + "descarga del banco el estado de cuenta, camt.053."
            : $"{file.Name} es un XML que no es un estado de cuenta: descarga del banco el CSV, el libro de Excel, el MT940 o el camt.053.");
    }

    private static Statement Statement(XElement statement)
    {
        var account = At(statement, "Acct");
        var number = Text(account, "Id", "IBAN") is { Length: > 0 } iban ? iban : Text(account, "Id", "Othr", "Id");
        var (moves, currency) = (new List<(decimal Signed, Deposit Deposit)>(), Text(account, "Ccy"));
        var (bad, aside) = (new List<RowFinding>(), new List<RowFinding>());
        foreach (var entry in All(statement, "Ntry"))
        {
            var row = ((IXmlLineInfo)entry).LineNumber;
            var amount = At(entry, "Amt");
            var own = amount?.Attribute("Ccy")?.Value ?? currency;
            if (currency.Length == 0)
                currency = own;
            var status = Text(entry, "Sts", "Cd") is { Length: > 0 } code ? code : Text(entry, "Sts");
            if (status is "PDNG" or "INFO" or "FUTR")
                aside.Add(new RowFinding(row, $"el movimiento aún no está asentado ({status})."));
            else if (own != currency)
                bad.Add(new RowFinding(row, $"el movimiento está en {own} y la cuenta en {currency}."));
            else if (Number(amount?.Value) is not { } value || Day(entry) is not { } moment)
                bad.Add(new RowFinding(row, "el movimiento no dice su día o su importe."));
            else
                moves.Add(Move(entry, row, value, moment));
        }

        var notes = new List<string>();
        if (bad.Count == 0 && Balance(statement, "OPBD", "PRCD") is { } opening && Balance(statement, "CLBD") is { } closing && opening
            + moves.Sum(move => move.Signed) != closing)
            notes.Add(Chain.Mismatch(opening, moves.Sum(move => move.Signed), closing));
        return new Statement(
            number.Length > 0 ? [number] : [], currency, [.. moves.Where(move => move.Signed > 0).Select(move => move.Deposit)],
                moves.Count(move => move.Signed <= 0), bad, aside, notes);
    }

    private static (decimal Signed, Deposit Deposit) Move(XElement entry, int row, decimal value, DateTime moment)
    {
        var details = entry.Descendants().Where(one => one.Name.LocalName == "TxDtls").ToList();
        var words = details.SelectMany(one => one.Descendants()).Where(one => one.Name.LocalName is "Ustrd" or "AddtlTxInf").Select(one => one.Value)
            .Append(Text(entry, "AddtlNtryInf")).Select(text => text.Trim()).Where(text => text.Length > 0).Distinct();
        var text = string.Join(" · ", words);
        var spei = SpeiText.Of(text);
        string First(params string[] path) => details.Select(one => Text(one, path)).FirstOrDefault(found => found.Length > 0 && found != "NOTPROVIDED") ?? "";
        var payer = First("RltdPties", "Dbtr", "Nm") is { Length: > 0 } name ? name : First("RltdPties", "Dbtr", "Pty", "Nm");
        var reference = new[] { Text(entry, "AcctSvcrRef"), First("Refs", "AcctSvcrRef"), First("Refs", "EndToEndId"), Text(entry, "NtryRef"),
            First("Refs", "TxId") }.FirstOrDefault(one => one.Length > 0) ?? "";
        var key = First("Refs", "ClrSysRef") is { Length: > 0 } settled ? SpeiText.KeyOf(settled) : spei.TrackingKey;
        var deposit = new Deposit(
            row, DateOnly.FromDateTime(moment), moment.TimeOfDay == TimeSpan.Zero ? spei.Time : TimeOnly.FromDateTime(moment), value, reference, key,
                payer.Length > 0 ? payer : spei.Payer, text, null);
        return (Text(entry, "CdtDbtInd") == "CRDT" ? value : -value, deposit);
    }

    private static DateTime? Day(XElement entry)
    {
        foreach (var path in (string[][])[["BookgDt", "DtTm"], ["BookgDt", "Dt"], ["ValDt", "DtTm"], ["ValDt", "Dt"]])
        {
            if (Days.Readings(Cell.Of(Text(entry, path))).DayFirst is { } day)
                return day;
        }

        return null;
    }

    private static decimal? Balance(XElement statement, params string[] codes)
    {
        foreach (var balance in All(statement, "Bal"))
        {
            if (codes.Contains(Text(balance, "Tp", "CdOrPrtry", "Cd")) && Number(At(balance, "Amt")?.Value) is { } amount)
                return Text(balance, "CdtDbtInd") == "DBIT" ? -amount : amount;
        }

        return null;
    }

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out var number)
            ? Amounts.Centavos(number)
            : null;

    private static IEnumerable<XElement> All(XElement parent, string name) => parent.Elements().Where(one => one.Name.LocalName == name);

    private static XElement? At(XElement? parent, params string[] path) =>
        path.Aggregate(parent, (found, name) => found?.Elements().FirstOrDefault(one => one.Name.LocalName == name));

    private static string Text(XElement? parent, params string[] path) => At(parent, path) is { HasElements: false } found ? found.Value.Trim() : "";
}
