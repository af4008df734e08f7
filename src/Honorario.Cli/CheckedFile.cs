using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml.Linq;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi;
using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Sealing;

namespace Honorario.Cli;

/// <summary>What was found about one file.</summary>
/// <param name="File">Its path as it was given; "-" for the standard input.</param>
/// <param name="Type">TipoDeComprobante; null when there is none to be read.</param>
/// <param name="NotChecked">What only SAT's lists can tell of it; not findings.</param>
/// <param name="Unreadable">Why it could not be read at all; null when it could.</param>
internal sealed record CheckedFile(
    string File,
    string? Type,
    SealState Seal,
    StampState Stamp,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<Finding> NotChecked,
    string? Unreadable = null)
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly TimeZoneInfo Center = TimeZoneInfo.FindSystemTimeZoneById("America/Mexico_City");
    private static readonly TimeSpan Window = TimeSpan.FromHours(72);
    private static readonly XNamespace Tfd = "http://www.sat.gob.mx/TimbreFiscalDigital";

    private const string Current = "CFDI 4.0";
    private const string PostalCodeRule = "CFDI40126";

    public bool HasErrors => Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>Checks structure, rules, seal and stamp.</summary>
    /// <param name="file">Its name.</param>
    /// <param name="open">Opens its bytes.</param>
    /// <param name="pacs">The PACs' certificates at hand.</param>
    /// <param name="now">When it would be stamped, if it is not yet.</param>
    public static CheckedFile Check(string file, Func<Stream> open, IReadOnlyList<Certificado> pacs, DateTimeOffset now)
    {
        SafeXml.Loaded loaded;
        try
        {
            using var stream = open();
            loaded = SafeXml.Load(stream);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new CheckedFile(file, null, SealState.Absent, StampState.Absent, [], [], Terminal.Why(unreadable));
        }

        if (loaded.Root is not { } root)
            return new CheckedFile(file, null, SealState.Absent, StampState.Absent, [loaded.Fault!], []);

        var timbre = root.Descendants(Tfd + "TimbreFiscalDigital").FirstOrDefault();
        var pac = pacs.FirstOrDefault(one => one.NoCertificado == timbre?.Attribute("NoCertificadoSAT")?.Value);
        var (seal, stamp) = (SealVerifier.Seal(root), SealVerifier.Stamp(root, pac));
        var issued = timbre is null ? Issued(root) : null;
        var isLate = issued < now - Window && SatDocument.Of(root)?.Name == Current;
        var findings = Preflight.Check(root, Stamped(timbre) ?? (isLate ? issued!.Value : now), seal).ToList();
        if (isLate)
            findings.Add(new Finding(
                "401", Severity.Warning, "Comprobante/@Fecha", "Pasaron más de 72 horas desde la fecha de expedición: un PAC ya no lo timbra.",
                "Si ibas a timbrarlo, expídelo de nuevo con la fecha de hoy."));
        if (seal == SealState.Invalid && !findings.Exists(finding => finding.Code is "CFDI40102"))
            findings.Add(new Finding(
                "302", Severity.Error, "Comprobante/@Sello", "El sello no corresponde al documento.",
                "Séllalo de nuevo, o pide el XML original a quien lo emitió."));
        if (stamp == StampState.Invalid)
            findings.Add(new Finding(
                "TIMBRE", Severity.Error, "Comprobante/Complemento/TimbreFiscalDigital", "El timbre no corresponde al documento.",
                "Pide el XML original a quien lo emitió."));
        return new CheckedFile(file, TypeOf(root), seal, stamp, findings, Preflight.OnlySatKnows(root));
    }

    /// <summary>Its TipoDeComprobante, or what it is when it is not a CFDI 4.0.</summary>
    private static string? TypeOf(XElement root) =>
        SatDocument.Of(root) is { } document && document.Name != Current ? document.Name : root.Attribute("TipoDeComprobante")?.Value;

    /// <summary>One line of JSON.</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            json.WriteString("file", File);
            json.WriteString("type", Type);
            json.WriteString("seal", Name(Seal));
            json.WriteString("stamp", Name(Stamp));
            Write(json, "findings", Findings);
            Write(json, "onlySatKnows", NotChecked);
            json.WriteEndObject();
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    /// <summary>A line about the file and one for each finding.</summary>
    public byte[] ToText()
    {
        var text = new StringBuilder();
        var outcome = Findings.Count switch { 0 => "sin hallazgos", 1 => "1 hallazgo", var count => $"{count} hallazgos" };
        text.Append(CultureInfo.InvariantCulture, $"{File}: {Type ?? "sin tipo"}, {InSpanish(Seal)}, {InSpanish(Stamp)}, {outcome}\n");
        foreach (var finding in Findings)
            text.Append(CultureInfo.InvariantCulture, $"  {Line(finding)}\n");
        if (NotChecked.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"  No revisado{Known()}{Unlisted()}.\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private string Known() =>
        NotChecked.Where(asked => asked.Code != PostalCodeRule).ToList() is { Count: > 0 } asked ? $", sólo el SAT lo sabe: {Questions(asked)}" : "";

    /// <summary>What a catalogue would tell that nobody has imported.</summary>
    private string Unlisted() =>
        NotChecked.Any(asked => asked.Code == PostalCodeRule) ? "; sin el catCFDI del SAT importado: código postal de expedición" : "";

    /// <summary>What was asked in vain, each subject once.</summary>
    private static string Questions(IReadOnlyList<Finding> asked)
    {
        var subjects = asked.Select(Subject).Distinct().ToList();
        return string.Join(", ", subjects.Where(subject => !subjects.Exists(longer => longer.StartsWith(subject + " (", StringComparison.Ordinal))));
    }

    private static string Subject(Finding asked) => asked.Code switch
    {
        "CFDI40106" => "revocación del certificado",
        "CFDI40118" or "CRP20216" => "tipo de cambio del día",
        "CFDI40120" or "CRP20220" => "límite del importe",
        "CFDI40128" or "CFDI40129" => "clave de confirmación",
        "CFDI40138" or "CFDI40139" => "RFC y nombre del emisor",
        "CFDI40142" => "operación del adquirente",
        "CFDI40143" or "CFDI40144" or "CFDI40145" when asked.Message.Contains("dígito", StringComparison.Ordinal) =>
            "RFC y nombre del receptor (el dígito verificador de su RFC no es el que resulta: revísalo)",
        "CFDI40143" or "CFDI40144" or "CFDI40145" => "RFC y nombre del receptor",
        "CFDI40147" or "CFDI40148" => "código postal del receptor",
        "CFDI40159" => "régimen del receptor",
        "CFDI40163" or "CFDI40164" => "lo que pide la ClaveProdServ",
        "CRP20222" => "RFC del banco",
        _ when asked.Path.Contains("ACuentaTerceros", StringComparison.Ordinal) => "datos del tercero",
        _ => "número de pedimento",
    };

    /// <summary>A finding for a person to read.</summary>
    public static string Line(Finding finding)
    {
        var severity = finding.Severity switch { Severity.Error => "error", Severity.Warning => "aviso", _ => "sólo el SAT lo sabe" };
        var place = finding.Path.Length > 0 ? $" en {finding.Path}" : "";
        return $"{finding.Code} ({severity}){place}: {finding.Message} {finding.WhatToChange}";
    }

    public static void Write(Utf8JsonWriter json, string name, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray(name);
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            json.WriteString("severity", Name(finding.Severity));
            json.WriteString("path", finding.Path);
            json.WriteString("message", $"{finding.Message} {finding.WhatToChange}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>
    /// When an unstamped document was issued, by the clock of its place. An old one is held to the rules of its own day: whoever checks a
    /// file of last year is not about to stamp it.
    /// </summary>
    private static DateTimeOffset? Issued(XElement root) =>
        Moment(root.Attribute("Fecha")) is { } at && PostalCode.TryParse(root.Attribute("LugarExpedicion")?.Value, out var place)
            ? In(TimeZoneInfo.FindSystemTimeZoneById(place.TimeZoneId), at)
            : null;

    /// <summary>When it was stamped: the rules about time were asked then, not now.</summary>
    private static DateTimeOffset? Stamped(XElement? timbre) => Moment(timbre?.Attribute("FechaTimbrado")) is { } at ? In(Center, at) : null;

    private static DateTime? Moment(XAttribute? attribute) =>
        DateTime.TryParseExact(attribute?.Value, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? at : null;

    private static DateTimeOffset In(TimeZoneInfo zone, DateTime at) => new(at, zone.GetUtcOffset(at));

    private static string Name(SealState state) => state switch
    {
        SealState.Valid => "valid",
        SealState.Invalid => "invalid",
        SealState.NotVerifiable => "not-verifiable",
        _ => "absent",
    };

    private static string Name(StampState state) => state switch
    {
        StampState.Valid => "valid",
        StampState.Invalid => "invalid",
        StampState.UnknownCertificate => "unknown-certificate",
        _ => "absent",
    };

    private static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "only-sat-knows",
    };

    private static string InSpanish(SealState state) => state switch
    {
        SealState.Valid => "sello válido",
        SealState.Invalid => "sello inválido",
        SealState.NotVerifiable => "sello que no sé comprobar",
        _ => "sin sello",
    };

    private static string InSpanish(StampState state) => state switch
    {
        StampState.Valid => "timbre válido",
        StampState.Invalid => "timbre inválido",
        StampState.UnknownCertificate => "timbre de un certificado que no está a la mano",
        _ => "sin timbre",
    };
}
