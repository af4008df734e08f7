using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Honorario.Cfdi;
using Honorario.Cfdi.Amounts;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Writing;

namespace Honorario.Cli;

/// <summary><c>honorario cfdi new</c>: a document composed from a JSON, with its taxes and totals, not yet sealed.</summary>
internal static partial class NewCommand
{
    private const string Example = """
        {"serie":"A","folio":"1","formaPago":"99","metodoPago":"PPD","lugarExpedicion":"06600",
         "emisor":{"rfc":"…","nombre":"…","regimenFiscal":"612"},
         "receptor":{"rfc":"…","nombre":"…","codigoPostal":"…","regimenFiscal":"601","usoCfdi":"G03"},
         "conceptos":[{"claveProdServ":"85121502","claveUnidad":"E48","descripcion":"Consulta","cantidad":1,"valorUnitario":850.00,"iva":"Exento"}]}
        """;

    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    public static Command Of(Terminal terminal)
    {
        var file = new Argument<string>("ARCHIVO")
        {
            Description = "JSON de lo que se factura, o - para la entrada estándar. Por ejemplo: " + Example.ReplaceLineEndings(" "),
        };
        var output = CfdiCommands.Out("XML sin sellar que se escribe.");
        var command = new Command(
            "new",
            "Compone un CFDI desde un JSON: impuestos por emisor y receptor (iva: Exento, Tasa16, Tasa8, Tasa0 o NoObjeto), descuentos por renglón y de "
            + "la factura (\"descuento\"), precios con IVA incluido (\"conIva\": true), \"moneda\" con \"tipoCambio\" e impuestos locales "
            + "(\"impuestosLocales\": [{\"nombre\", \"tasa\", \"retenido\"}]); "
            + "los totales los calcula. Termina con 1 si el SAT lo rechazaría.")
        {
            file, output,
        };
        command.SetAction(parsed =>
        {
            Written written;
            try
            {
                var path = parsed.GetRequiredValue(file);
                using var stream = path == CfdiCommands.StandardInput ? terminal.Input : File.OpenRead(path);
                written = JsonSerializer.Deserialize<Written>(stream, Reading) ?? throw new JsonException("Está vacío.");
            }
            catch (JsonException wrong)
            {
                terminal.Error.WriteLine($"El JSON no describe una factura (línea {wrong.LineNumber + 1}): {Why(wrong)}");
                return Exit.NotDone;
            }

            if (!Rfc.TryParse(written.Emisor.Rfc, out var emisor) || !Rfc.TryParse(written.Receptor.Rfc, out var receptor))
            {
                terminal.Error.WriteLine("El RFC del emisor y el del receptor tienen 12 o 13 caracteres: revísalos.");
                return Exit.NotDone;
            }

            if (!PostalCode.TryParse(written.LugarExpedicion, out var place))
            {
                terminal.Error.WriteLine($"lugarExpedicion: {written.LugarExpedicion} no es un código postal.");
                return Exit.NotDone;
            }

            var all = written.Conceptos.Select(Concepto).Sum(one => one.Importe - (one.Descuento ?? 0));
            if (written.Descuento is < 0 || written.Descuento > all)
            {
                terminal.Error.WriteLine("descuento: va de 0 a lo que suman los conceptos.");
                return Exit.NotDone;
            }

            CatalogCommands.UseImported();
            var now = terminal.Clock.GetUtcNow();
            var document = Compose(written, emisor, receptor, TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(place.TimeZoneId)).DateTime);
            CfdiCommands.Write(terminal, parsed.GetRequiredValue(output), CfdiWriter.Write(document));
            return Preflight.Check(document, now) is { Count: > 0 } findings ? CfdiCommands.Wrong(terminal, findings) : Exit.Fine;
        });
        return command;
    }

    private static string Why(JsonException wrong)
    {
        var names = Quoted().Matches(wrong.Message).Select(match => match.Groups[1].Value).ToList();
        if (wrong.Message.Contains("missing required", StringComparison.Ordinal))
            return $"falta {string.Join(", ", names.Where(name => !name.Contains('.', StringComparison.Ordinal)))}.";
        if (wrong.Message.Contains("could not be mapped", StringComparison.Ordinal))
            return $"{names.FirstOrDefault()} no es un dato de la factura: revisa cómo se escribe.";
        return wrong.Path is { Length: > 1 } path ? $"{path} no tiene un valor de los que van ahí." : "no es JSON: revisa comas, comillas y llaves.";
    }

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    private static Comprobante Compose(Written written, Rfc emisor, Rfc receptor, DateTime now)
    {
        var document = new Comprobante
        {
            Serie = written.Serie,
            Folio = written.Folio,
            Fecha = written.Fecha ?? new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerSecond)),
            FormaPago = written.FormaPago,
            MetodoPago = written.MetodoPago,
            CondicionesDePago = written.CondicionesDePago,
            Moneda = written.Moneda ?? "MXN",
            TipoCambio = written.TipoCambio,
            TipoDeComprobante = written.TipoDeComprobante ?? "I",
            LugarExpedicion = written.LugarExpedicion,
            CfdiRelacionados = written.Relacion is { } relation ? [new CfdiRelacionados(relation.Tipo, relation.Uuids.ToValueList())] : [],
            Emisor = new ComprobanteEmisor(written.Emisor.Rfc, written.Emisor.Nombre, written.Emisor.RegimenFiscal),
            Receptor = new Receptor(
                written.Receptor.Rfc, written.Receptor.Nombre, written.Receptor.CodigoPostal, written.Receptor.RegimenFiscal, written.Receptor.UsoCfdi,
                written.Receptor.ResidenciaFiscal, written.Receptor.NumRegIdTrib),
            Conceptos = Conceptos(written, emisor, receptor),
            SubTotal = 0,
            Total = 0,
        };
        var locales = (written.ImpuestosLocales ?? []).Select(tax => new LocalTax(tax.Nombre, tax.Tasa, tax.Retenido)).ToList();
        return Totals.Complete(LocalTaxes.Apply(document, locales));
    }

    /// <summary>The lines with their discounts, the invoice's spread over them, and the taxes of what is left.</summary>
    private static ValueList<Concepto> Conceptos(Written written, Rfc emisor, Rfc receptor) =>
        Discounts.Spread([.. written.Conceptos.Select(Concepto)], written.Descuento ?? 0)
            .Zip(written.Conceptos, (concepto, line) => ServiceTaxes.For(emisor, written.Emisor.RegimenFiscal, line.Iva, receptor).Apply(concepto))
            .ToValueList();

    private static Concepto Concepto(Line line)
    {
        decimal Net(decimal price) => line.ConIva ? ServiceTaxes.BeforeIva(price, line.Iva) : price;
        var price = Net(line.ValorUnitario);
        return new Concepto
        {
            ClaveProdServ = line.ClaveProdServ,
            NoIdentificacion = line.NoIdentificacion,
            Cantidad = line.Cantidad,
            ClaveUnidad = line.ClaveUnidad,
            Descripcion = line.Descripcion,
            ValorUnitario = price,
            Importe = Amount.Round(price * line.Cantidad, line.ConIva ? Amount.MostDecimals : 2),
            Descuento = line.Descuento is { } discount ? Net(discount) : null,
            ObjetoImp = "02",
        };
    }

    /// <summary>The JSON, in the words of the Anexo 20.</summary>
    private sealed record Written(
        string LugarExpedicion, Issuer Emisor, Receiver Receptor, IReadOnlyList<Line> Conceptos, string? Serie = null, string? Folio = null,
        DateTime? Fecha = null, string? FormaPago = null, string? MetodoPago = null, string? CondicionesDePago = null, string? Moneda = null,
        decimal? TipoCambio = null, decimal? Descuento = null, string? TipoDeComprobante = null, Relation? Relacion = null,
        IReadOnlyList<Local>? ImpuestosLocales = null);

    private sealed record Issuer(string Rfc, string Nombre, string RegimenFiscal);

    private sealed record Receiver(
        string Rfc, string Nombre, string CodigoPostal, string RegimenFiscal, string UsoCfdi, string? ResidenciaFiscal = null, string? NumRegIdTrib = null);

    private sealed record Line(
        string ClaveProdServ, string ClaveUnidad, string Descripcion, decimal ValorUnitario, IvaTreatment Iva, decimal Cantidad = 1,
        decimal? Descuento = null, bool ConIva = false, string? NoIdentificacion = null);

    private sealed record Local(string Nombre, decimal Tasa, bool Retenido);

    private sealed record Relation(string Tipo, IReadOnlyList<string> Uuids);
}
