using CsCheck;
using Honorario.Cfdi.Reading;
using Honorario.Cfdi.Rules;
using Honorario.Cfdi.Writing;

namespace Honorario.Cfdi.Tests.Properties;

public class ValidDocumentProperties
{
    [Fact]
    public void Ten_thousand_valid_documents_have_no_finding() => Generate.Any.Sample(
        document =>
        {
            var findings = Preflight.Check(document, Generate.Now);
            return findings.Count == 0 ? true : throw new InvalidOperationException(string.Join('\n', findings) + '\n' + CfdiWriter.ToXml(document));
        },
        iter: 10_000);

    [Fact]
    public void Reading_what_was_written_gives_the_same_document() => Generate.Any.Sample(
        document =>
        {
            var read = CfdiReader.Read(CfdiWriter.Write(document));
            return read.Findings.Count == 0 && read.Document == document;
        },
        iter: 2_000);
}
