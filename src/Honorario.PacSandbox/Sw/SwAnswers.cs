using System.Text;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;
using QRCoder;

namespace Honorario.PacSandbox;

/// <summary>SW's envelope: status, message, messageDetail, data.</summary>
/// <remarks>Source: SW Sapien, Timbrado v1 to v4: what each version's data holds.</remarks>
internal static class SwAnswers
{
    public static IResult Success(object data, string? codStatus = null) => codStatus is null
        ? Results.Json(new { status = "success", data })
        : Results.Json(new { status = "success", codStatus, data });

    /// <summary>A refusal; SW writes "CODE - words", but "307. words".</summary>
    public static IResult Error(int status, string code, string message, string detail, object? data = null)
    {
        var words = code == "307" ? $"{code}. {message}" : $"{code} - {message}";
        return Results.Json(new { status = "error", message = words, messageDetail = detail, data }, statusCode: status);
    }

    public static IResult BadRequest(string code, string message, string detail = "", object? data = null) =>
        Error(StatusCodes.Status400BadRequest, code, message, detail, data);

    /// <summary>What a test wants SW to say.</summary>
    public static IResult Say(Fault fault)
    {
        var message = fault.Code.Length > 0 ? $"{fault.Code} - {fault.Words}" : fault.Words;
        return Results.Json(
            new { status = "error", message, messageDetail = fault.Detail, data = (object?)null }, statusCode: StatusCodes.Status400BadRequest);
    }

    public static IResult Of(Stamping stamping, string version, bool base64, string? fault) => stamping switch
    {
        Stamping.Given given => Success(Describe(given.Stamp, version, base64)),
        Stamping.Repeated repeated => BadRequest("307", "El comprobante contiene un timbre previo.", "", Repeated(repeated.Stamp, version, base64, fault)),
        Stamping.KeyTaken taken => BadRequest(
            "CFDI3307", "Timbre duplicado. El customId proporcionado está duplicado.", "", new { tfd = Tfd(taken.Stamp), cfdi = "" }),
        Stamping.Refused refused => BadRequest(refused.Code, refused.Message, refused.Detail),
        _ => throw new InvalidOperationException(),
    };

    private static object? Repeated(Stamp? stamp, string version, bool base64, string? fault) => (stamp, fault) switch
    {
        (null, _) or (_, "bare-307") => null,
        (_, "tfd-307") => Describe(stamp, "v1", base64),
        _ => Describe(stamp, version, base64),
    };

    private static object Describe(Stamp stamp, string version, bool base64)
    {
        string Text(string xml) => base64 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(xml)) : xml;
        var cfdi = Text(Encoding.UTF8.GetString(stamp.Xml));
        if (version == "v1")
            return new { tfd = Text(Tfd(stamp)) };
        if (version == "v2")
            return new { tfd = Text(Tfd(stamp)), cfdi };
        if (version == "v3")
            return new { cfdi };

        var document = CfdiReader.Read(stamp.Xml).Document!;
        var timbre = document.Timbre!;
        return new
        {
            cadenaOriginalSAT = CadenaOriginal.Of(timbre),
            noCertificadoSAT = timbre.NoCertificadoSat,
            noCertificadoCFDI = document.NoCertificado,
            uuid = timbre.Uuid.ToLowerInvariant(),
            selloSAT = timbre.SelloSat,
            selloCFDI = timbre.SelloCfd,
            fechaTimbrado = timbre.FechaTimbrado.ToString("s"),
            qrCode = Qr(stamp),
            cfdi,
        };
    }

    private static string Tfd(Stamp stamp) =>
        Encoding.UTF8.GetString(CfdiWriter.Write(CfdiWriter.ToXml(CfdiReader.Read(stamp.Xml).Document!.Timbre!)));

    private static string Qr(Stamp stamp)
    {
        const string page = "https://verificacfdi.facturaelectronica.sat.gob.mx/default.aspx";
        var printed = FormattableString.Invariant($"{page}?id={stamp.Uuid}&re={stamp.Emisor}&rr={stamp.Receptor}&tt={stamp.Total}&fe={stamp.Fe}");
        using var code = QRCodeGenerator.GenerateQrCode(printed, QRCodeGenerator.ECCLevel.M);
        using var png = new PngByteQRCode(code);
        return Convert.ToBase64String(png.GetGraphic(3));
    }
}
