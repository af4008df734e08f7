using System.Text;
using System.Xml;
using System.Xml.Linq;
using CsCheck;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Sealing;
using Honorario.Cfdi.Writing;

namespace Honorario.Cfdi.Tests.Properties;

/// <summary>Bytes and cadena are written in one pass; the tree, its table of the cadena and .NET's writer say what they must be.</summary>
public class WritingProperties
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["  \t\r\n|&<>\"'ñÁ€x1"], 1, 20];
    private static readonly Gen<decimal> Number = Gen.Select(
        Gen.OneOf(Gen.Int, Gen.Const(0)), Gen.Int, Gen.OneOf(Gen.Const(0), Gen.Int), Gen.Bool, Gen.Int[0, 28],
        (low, middle, high, negative, scale) => new decimal(low, middle, high, negative, (byte)scale));

    /// <summary>Documents of every shape with texts and numbers that nobody writes, some stamped, some with a known complement among the others.</summary>
    private static readonly Gen<Comprobante> Odd = Gen.Select(
        Generate.Any, Gen.Null(Text), Text, Number, Gen.Bool, Gen.Bool,
        (document, serie, text, number, stamped, strange) => document with
        {
            Serie = serie,
            CondicionesDePago = text,
            Sello = text,
            SubTotal = number,
            Conceptos = document.Conceptos.Select(concepto => concepto with { Descripcion = text, Cantidad = number }).ToValueList(),
            OtherComplements = strange ? [.. document.OtherComplements, PagosAsXml(text)] : document.OtherComplements,
            Timbre = stamped ? new TimbreFiscalDigital(text, document.Fecha, "SPR190613I52", serie, text, "30001000000500003456", text) : null,
        });

    [Fact]
    public void The_cadena_of_the_one_pass_is_that_of_the_table() => Gen.Frequency((1, Generate.Any), (1, Odd)).Sample(
        document => CadenaOriginal.Of(document) == CadenaOriginal.Of(CfdiWriter.ToXml(document)), iter: 10_000);

    [Fact]
    public void The_bytes_of_the_one_pass_are_those_of_the_tree() => Gen.Frequency((1, Generate.Any), (1, Odd)).Sample(
        document => CfdiWriter.Write(document).AsSpan().SequenceEqual(CfdiWriter.Write(CfdiWriter.ToXml(document))), iter: 10_000);

    [Fact]
    public void The_bytes_of_a_tree_are_those_that_the_framework_writes() => Gen.Frequency((1, Generate.Any), (1, Odd)).Sample(
        document => Encoding.UTF8.GetString(CfdiWriter.Write(document)) == Framework(CfdiWriter.ToXml(document)), iter: 2_000);

    [Fact]
    public void Half_a_surrogate_pair_and_control_characters_are_not_written()
    {
        var document = Generate.Sale.Single();
        foreach (var text in new[] { "a\uD83D", "\uDE00a", "a\u0001", "a\uFFFF" })
        {
            var write = () => CfdiWriter.Write(document with { Serie = text });
            write.Should().Throw<ArgumentException>();
        }
    }

    private static string PagosAsXml(string text) =>
        new XElement(XName.Get("Pagos", "http://www.sat.gob.mx/Pagos20"), new XAttribute("Version", text)).ToString(SaveOptions.DisableFormatting);

    private static string Framework(XElement root)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize }))
            root.Save(writer);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
