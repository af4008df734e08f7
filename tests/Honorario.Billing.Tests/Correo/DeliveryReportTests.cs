using System.Text;
using Honorario.Billing.Correo;
using MimeKit;

namespace Honorario.Billing.Tests.Correo;

/// <summary>Reports of servers are understood in the layout that each of them writes.</summary>
public class DeliveryReportTests
{
    private static readonly Guid Ours = new("0195b1c2-d3e4-7f56-8a9b-0c1d2e3f4a5b");

    [Theory]
    [InlineData(nameof(Dsns.Gmail), "", Dsns.Address, "el buzón no existe (550 5.1.1)")]
    [InlineData(nameof(Dsns.Postfix), Dsns.Address, "nadie@interno.seguros.example", "el buzón está lleno (552 5.2.2)")]
    [InlineData(nameof(Dsns.Exim), "", Dsns.Address, "el buzón no existe (550 5.0.0)")]
    [InlineData(nameof(Dsns.Outlook), "", "Nadie@Seguros.example", "el buzón no existe (550 5.1.10)")]
    public void The_layouts_of_servers_name_our_message_the_recipient_and_why(string sample, string original, string final, string why)
    {
        var report = Read(Sample(sample).With(Ours))!;

        report.MailId.Should().Be(Ours);
        report.Recipients.Select(one => (one.Original, one.Final, one.Failed, one.Why)).Should().Equal((original, final, true, why));
        report.Recipients[0].Said.Should().MatchRegex("^55[02]").And.NotContain("\n");
        Read(Sample(sample).With(Ours))!.Key.Should().Be(report.Key);
        Read(Sample(sample).With(Guid.NewGuid()))!.MailId.Should().NotBe(Ours);
    }

    [Theory]
    [InlineData("Original-Envelope-Id", "Message-Id: <ID@", "Message-Id: <otra-cosa@")]
    [InlineData("Message-Id", "Original-Envelope-Id: ID", "X-Nada: 1")]
    public void Either_name_of_the_message_is_enough(string left, string without, string instead)
    {
        var sample = Dsns.Postfix.Replace(without, instead, StringComparison.Ordinal);
        Read(sample.With(Ours))!.MailId.Should().Be(Ours, left);
    }

    [Theory]
    [InlineData("failed", "5.1.1", "smtp; 550 5.1.1 User unknown", "el buzón no existe (550 5.1.1)")]
    [InlineData("failed", "5.1.2", "", "el dominio no existe o no recibe correo (5.1.2)")]
    [InlineData("failed", "5.1.10", "smtp; 556 5.1.10 Recipient address has null MX", "el dominio no existe o no recibe correo (556 5.1.10)")]
    [InlineData("failed", "5.2.1", "smtp; 550 5.2.1 Disabled", "el buzón está desactivado (550 5.2.1)")]
    [InlineData("failed", "5.0.0", "smtp; 552 Quota exceeded", "el buzón está lleno (552 5.0.0)")]
    [InlineData("failed", "5.3.4", "smtp; 552 5.3.4 Message too big", "el mensaje es demasiado grande para ese buzón (552 5.3.4)")]
    [InlineData("failed", "5.4.1", "smtp;550 5.4.1 Recipient address rejected: Access denied", "su servidor no acepta esa dirección (550 5.4.1)")]
    [InlineData("failed", "5.4.4", "X-Postfix; Host not found", "el dominio no existe o no recibe correo (5.4.4)")]
    [InlineData("failed", "4.4.7", "", "su servidor no lo tomó a tiempo (4.4.7)")]
    [InlineData("failed", "5.0.0", "smtp; 550-5.7.26 Blocked", "su servidor lo rechazó por sus reglas o como correo no deseado (550 5.7.26)")]
    [InlineData("failed", "5.6.0", "", "su servidor no acepta ese contenido (5.6.0)")]
    [InlineData("failed", "5.0.0", "smtp; 554 Transaction failed", "su servidor no lo aceptó (554 5.0.0)")]
    [InlineData("failed (un comentario)", "", "", "su servidor no lo aceptó")]
    [InlineData("DELAYED", "4.4.1", "X-Postfix; connect to mx: Connection timed out", "su servidor no contesta (4.4.1)")]
    [InlineData("delivered", "2.0.0", "", null)]
    [InlineData("relayed", "2.0.0", "", null)]
    [InlineData("expanded", "2.0.0", "", null)]
    public void An_action_and_its_code_are_a_sentence_or_nothing(string action, string status, string said, string? why)
    {
        var report = Read(Dsns.About(Ours, 1, (Dsns.Address, $"Action: {action}|Status: {status}|Diagnostic-Code: {said}")));

        report?.Recipients.Single().Why.Should().Be(why);
        (report is null).Should().Be(why is null);
        report?.Recipients.Single().Failed.Should().Be(action.StartsWith("failed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("multipart/report; report-type=delivery-status", "multipart/mixed")]
    [InlineData("Content-Type: message/delivery-status", "Content-Type: text/plain")]
    [InlineData("Message-ID: <0195b1c2", "Message-ID: <x0195b1c2")]
    [InlineData("--b\n", "--c\n")]
    public void What_is_no_report_or_names_no_message_of_ours_is_nothing(string part, string instead)
    {
        var text = Dsns.About(Ours, 1, (Dsns.Address, "Action: failed|Status: 5.1.1")).ReplaceLineEndings("\n");
        Read(text).Should().NotBeNull();
        text.Should().Contain(part);
        Read(text.Replace(part, instead, StringComparison.Ordinal)).Should().BeNull();
    }

    [Fact]
    public void A_report_that_is_cut_off_after_the_returned_headers_or_says_very_much_is_read()
    {
        var text = Dsns.Gmail.With(Ours);
        Read(text[..text.IndexOf("Va la factura", StringComparison.Ordinal)])!.MailId.Should().Be(Ours);
        var many = Enumerable.Range(1, 500).Select(number => ($"a{number}@x.example", $"Action: failed|Diagnostic-Code: smtp; 550 {new string('x', 900)}"));
        var report = Read(Dsns.About(Ours, 1, [.. many]))!;
        report.Recipients.Should().HaveCount(100);
        report.Recipients.Should().AllSatisfy(one => one.Said.Length.Should().BeLessThan(400));
    }

    internal static string Sample(string name) => (string)typeof(Dsns).GetField(name)!.GetRawConstantValue()!;

    private static DeliveryReport? Read(string text) => DeliveryReport.Of(MimeMessage.Load(new MemoryStream(Encoding.UTF8.GetBytes(text))));
}
