using System.Globalization;
using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Rules;

namespace Honorario.Cfdi.Tests.Rules;

/// <summary>Terms of the law: CFF 12 and 29-A, LISR 76-V, 113-G-V and 150, RMF 2.7.1.34 and 2.7.1.35.</summary>
public class CancellationTermsTests
{
    [Theory]
    [InlineData("2026-03-10", "2026-03-13")]
    [InlineData("2026-03-12", "2026-03-18", "the weekend and the third Monday of March don't count")]
    [InlineData("2026-04-30", "2026-05-07", "1 and 5 May don't count")]
    [InlineData("2026-01-29", "2026-02-04", "nor the first Monday of February")]
    [InlineData("2026-11-13", "2026-11-19", "nor the third one of November")]
    [InlineData("2026-12-23", "2026-12-29", "nor Christmas")]
    [InlineData("2026-09-15", "2026-09-21", "nor 16 September")]
    public void Three_working_days_leave_out_weekends_and_holidays(string from, string last, string because = "") =>
        WorkingDays.After(Day(from), 3).Should().Be(Day(last), because);

    [Theory]
    [InlineData("CACX7605101P8", "612", false, "2027-04-30")]
    [InlineData("CACX7605101P8", "626", false, "2027-04-30")]
    [InlineData("EKU9003173C9", "601", false, "2027-03-31")]
    [InlineData("CACX7605101P8", "626", true, "2026-03-31")]
    [InlineData("CACX7605101P8", "612", true, "2027-04-30")]
    [InlineData("EKU9003173C9", "626", true, "2027-03-31")]
    public void The_last_day_is_that_of_the_annual_return_and_of_a_resicos_global_that_of_its_month(string rfc, string regimen, bool global, string last)
    {
        var document = Of("I", 5000m, "EKU9003173C9") with
        {
            Emisor = new ComprobanteEmisor(rfc, "N", regimen), InformacionGlobal = global ? new InformacionGlobal("04", "02", 2026) : null,
        };

        var terms = CancellationTerms.Of(document, new DateOnly(2026, 6, 1));

        terms.LastDay.Should().Be(Day(last));
        (terms.FineFrom, terms.FineTo).Should().Be((250m, 500m));
    }

    [Theory]
    [InlineData("I", 1000.00, "EKU9003173C9", null, "2026-06-01", true)]
    [InlineData("I", 1000.01, "EKU9003173C9", null, "2026-06-01", false)]
    [InlineData("I", 100.00, "EKU9003173C9", 18.50, "2026-06-01", false)]
    [InlineData("I", 5000.00, "XAXX010101000", null, "2026-06-01", true)]
    [InlineData("I", 5000.00, "XEXX010101000", null, "2026-06-01", true)]
    [InlineData("I", 5000.00, "EKU9003173C9", null, "2026-03-11", true)]
    [InlineData("I", 5000.00, "EKU9003173C9", null, "2026-03-12", false)]
    [InlineData("E", 5000.00, "EKU9003173C9", null, "2026-06-01", true)]
    [InlineData("P", 0.00, "EKU9003173C9", null, "2026-06-01", false)]
    [InlineData("P", 0.00, "EKU9003173C9", null, "2026-03-11", true)]
    public void What_needs_no_acceptance(string tipo, double total, string receptor, double? rate, string today, bool without) =>
        (CancellationTerms.Of(Of(tipo, (decimal)total, receptor) with { TipoCambio = (decimal?)rate }, Day(today)).Without is not null)
            .Should().Be(without);

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static Comprobante Of(string tipo, decimal total, string receptor) => new()
    {
        Fecha = new DateTime(2026, 3, 10, 12, 0, 0),
        TipoDeComprobante = tipo,
        SubTotal = total,
        Total = total,
        LugarExpedicion = "06600",
        Emisor = new ComprobanteEmisor("CACX7605101P8", "XOCHILT CASAS CHAVEZ", "612"),
        Receptor = new Receptor(receptor, "N", "42501", "601", "G03"),
        Conceptos = [],
    };
}
