using Honorario.Cfdi.Documents;
using Honorario.Cfdi.Sealing;
using Honorario.Printing.Content;

namespace Honorario.Printing.Tests;

public class PrintedInvoiceTests
{
    private static readonly PrintOptions Plain = new();

    [Fact]
    public void Everything_that_an_invoice_must_show_can_be_read()
    {
        var cfdi = Samples.Insurer(2);
        var text = Samples.TextOf(PrintedInvoice.Render(cfdi, Plain with { InternalNumber = "GS-2025-0042" }));

        text.Should().ContainAll(
            "FACTURA", "A-1042", "No de Control Interno: GS-2025-0042",
            "XOCHILT CASAS CHAVEZ", "CACX7605101P8", "612 – Personas Físicas con Actividades Empresariales y Profesionales",
            "GENERAL DE SALUD COMPAÑÍA DE SEGUROS", "GSA010203AB1", "601 – General de Ley Personas Morales", "06600", "G03 – Gastos en general",
            cfdi.Timbre!.Uuid, "29/04/2024 00:00:00", "29/04/2024 11:15:58", "45610",
            "30001000000500003416", "30001000000500003456", "SPR190613I52",
            "I – Ingreso", "PPD – Pago en parcialidades o diferido", "99 – Por definir", "MXN – Peso Mexicano", "01 – No aplica",
            "85121502", "SRV-00001", "SRV-00002", "E48", "Unidad de servicio", "niño con señales de ansiedad",
            "02 – Sí objeto de impuesto", "IVA exento",
            "$1,701.00", "IVA exento (base $1,701.00)", "-$170.10", "$1,530.90",
            "(UN MIL QUINIENTOS TREINTA PESOS 90/100 M.N.)",
            "representación impresa de un CFDI", "Página 1 de 1");
        text.ReplaceLineEndings(" ").Should().Contain("ISR retenido 10 %: 85.05", "where it stands a line may end");
        Samples.Unbroken(text).Should().ContainAll(cfdi.Timbre.SelloCfd, cfdi.Timbre.SelloSat, Samples.Unbroken(CadenaOriginal.Of(cfdi.Timbre)));
        text.Should().NotContainAny("BORRADOR", "SIN VALIDEZ FISCAL");
    }

    [Fact]
    public void Taxes_charged_and_discounts_are_shown_by_rate()
    {
        var cfdi = Samples.Insurer(1);
        var concept = cfdi.Conceptos[0] with
        {
            Descuento = 50.50m,
            Traslados = [new Traslado(800m, "002", "Tasa", 0.16m, 128m)],
            Retenciones = [new Retencion(800m, "001", "Tasa", 0.0125m, 10m)],
        };
        cfdi = cfdi with
        {
            Conceptos = [concept],
            Descuento = 50.50m,
            Total = 918m,
            Impuestos = new Impuestos([new RetencionTotal("001", 10m)], 10m, [new Traslado(800m, "002", "Tasa", 0.16m, 128m)], 128m),
        };

        Samples.TextOf(PrintedInvoice.Render(cfdi, Plain)).Should().ContainAll(
            "Descuento", "-$50.50", "IVA 16 %", "$128.00", "ISR retenido 1.25 %", "-$10.00", "$918.00", "(NOVECIENTOS DIECIOCHO PESOS 00/100 M.N.)");
    }

    [Fact]
    public void No_letter_is_smaller_than_seven_and_a_half_points()
    {
        var printed = new Dictionary<string, byte[]>
        {
            ["factura"] = PrintedInvoice.Render(Samples.Insurer(3), Plain with { InternalNumber = "GS-1", SinValidezFiscal = true }),
            ["complemento"] = PrintedInvoice.Render(Samples.Payment, Plain),
            ["ticket de 58 mm"] = PrintedTicket.Render(PrintedTicketTests.Paid, TicketPaper.Roll58),
            ["ticket de 80 mm"] = PrintedTicket.Render(PrintedTicketTests.Paid, TicketPaper.Roll80),
            ["ticket en carta"] = PrintedTicket.Render(PrintedTicketTests.Paid, TicketPaper.Letter),
        };

        foreach (var (what, pdf) in printed)
        {
            using var document = UglyToad.PdfPig.PdfDocument.Open(pdf);
            document.GetPages().SelectMany(static page => page.Letters).Min(static letter => letter.PointSize).Should().BeGreaterThanOrEqualTo(7.49, what);
        }
    }

    [Fact]
    public void Letters_that_the_font_lacks_are_of_another_one()
    {
        const string rare = "Glucosa \u2192 95 mg/dL, SpO\u2082 \u2265 98 %, \u2640, \u0141ukasz \u0150ry \u263A";
        var cfdi = Samples.Insurer(1);
        cfdi = cfdi with { Conceptos = [cfdi.Conceptos[0] with { Descripcion = rare }] };

        var pdf = PrintedInvoice.Render(cfdi, Plain);

        Samples.TextOf(pdf).Should().Contain(rare);
        Samples.FontsOf(pdf).Should().Contain(font => font.Contains("DejaVu", StringComparison.Ordinal));
        Samples.FontsOf(PrintedInvoice.Render(Samples.Insurer(1), Plain)).Should().NotContain(font => font.Contains("DejaVu", StringComparison.Ordinal));
    }

    [Fact]
    public void The_insurers_authorisation_of_a_service_stands_under_its_concept()
    {
        var notes = new Dictionary<string, string> { ["SRV-00002"] = "Autorización AUT-9 · Siniestro 77" };

        Samples.TextOf(PrintedInvoice.Render(Samples.Insurer(2), Plain with { Notes = notes })).Should().Contain("Autorización AUT-9 · Siniestro 77");
        Samples.TextOf(PrintedInvoice.Render(Samples.Insurer(1), Plain with { Notes = notes })).Should().NotContain("AUT-9");
    }

    [Fact]
    public void A_credit_note_says_what_it_relates_to()
    {
        const string related = "5FB2822E-396D-4725-8521-CDC4BDD20CCF";
        var cfdi = Samples.Insurer(1) with { TipoDeComprobante = "E", CfdiRelacionados = [new CfdiRelacionados("01", [related])] };

        Samples.TextOf(PrintedInvoice.Render(cfdi, Plain)).Should().ContainAll(
            "NOTA DE CRÉDITO", "E – Egreso", "01 – Nota de crédito de los documentos", related);
    }

    [Fact]
    public void A_global_invoice_says_what_it_covers()
    {
        var cfdi = Samples.Insurer(1) with { InformacionGlobal = new InformacionGlobal("04", "02", 2025) };

        Samples.TextOf(PrintedInvoice.Render(cfdi, Plain)).Should().ContainAll("FACTURA GLOBAL", "04 – Mensual", "02 – Febrero", "2025");
    }

    [Fact]
    public void A_payment_complement_shows_each_payment_and_the_invoices_it_settles()
    {
        var text = Samples.TextOf(PrintedInvoice.Render(Samples.Payment, Plain));

        text.Should().ContainAll(
            "COMPLEMENTO DE PAGO", "P – Pago", "CP01 – Pagos", "84111506",
            "12/06/2023 17:18:19", "03 – Transferencia electrónica de fondos", "$15,000.00", "963852", "BMI9704113PA", "0001970000",
            "00000000-1111-2222-3333-00000000000A", "12,000.00", "00000000-1111-2222-3333-00000000000B", "10,000.00", "3,000.00", "7,000.00",
            "IVA 16 % de 10,344.83: 1,655.17", "Base de IVA 16 %", "$12,931.04", "$2,068.96", "TOTAL DE PAGOS", "(QUINCE MIL PESOS 00/100 M.N.)");
    }

    [Fact]
    public void A_payment_of_five_hundred_invoices_repeats_the_tables_head_and_loses_none()
    {
        var pago = Samples.Payment.Pagos!.Items[0];
        var doctos = Enumerable
            .Range(1, 500)
            .Select(number =>
                pago.DoctosRelacionados[0] with
                {
                    IdDocumento = $"00000000-1111-2222-3333-{number:000000000000}",
                    Serie = "F",
                    Folio = $"{number}",
                })
            .ToValueList();
        var cfdi = Samples.Payment with { Pagos = Samples.Payment.Pagos with { Items = [pago with { DoctosRelacionados = doctos }] } };

        var pages = Samples.PagesOf(PrintedInvoice.Render(cfdi, Plain));

        string.Join('\n', pages).Should().ContainAll(doctos.Select(static docto => docto.IdDocumento));
        pages[1..^1].Should().NotBeEmpty().And.OnlyContain(page => page.Contains("Saldo insoluto") && page.Contains("COMPLEMENTO DE PAGO"));
    }

    [Fact]
    public void Five_thousand_concepts_are_all_there_under_a_head_on_every_page()
    {
        var cfdi = Samples.Insurer(5_000);
        var pages = Samples.PagesOf(PrintedInvoice.Render(cfdi, Plain));

        pages.SelectMany(static page => System.Text.RegularExpressions.Regex.Matches(page, @"SRV-\d{5}").Select(static match => match.Value))
            .Should().Equal(cfdi.Conceptos.Select(static concept => concept.NoIdentificacion));
        pages.Should().AllSatisfy(static page => page.Should().ContainAll("XOCHILT CASAS CHAVEZ", "FACTURA", "A-1042"));
        pages.Where(static page => page.Contains("SRV-")).Should().AllSatisfy(static page => page.Should().ContainAll("Clave", "Valor unitario"));
        for (var i = 0; i < pages.Count; i++)
            pages[i].Should().Contain($"Página {i + 1} de {pages.Count}");
        pages[^1].Should().ContainAll("$3,827,250.00", "Sello digital del SAT");
    }

    [Fact]
    public void The_notice_stands_on_every_page_of_a_test_document()
    {
        var pages = Samples.PagesOf(PrintedInvoice.Render(Samples.Insurer(100), Plain with { SinValidezFiscal = true }));

        pages.Should().HaveCountGreaterThan(2).And.AllSatisfy(static page => page.Should().Contain("SIN VALIDEZ FISCAL"));
    }

    [Fact]
    public void A_document_without_a_stamp_is_a_draft_and_has_no_QR()
    {
        var draft = Samples.Insurer(100) with { Timbre = null, Sello = null, NoCertificado = null, Certificado = null };
        var pdf = PrintedInvoice.Render(draft, Plain);

        Samples.PagesOf(pdf).Should().HaveCountGreaterThan(2).And.AllSatisfy(static page => page.Should().Contain("BORRADOR"));
        Samples.TextOf(pdf).Should().NotContainAny("Sello digital", "representación impresa", Samples.Stamped.Timbre!.Uuid);
        Qr.ReadFrom(pdf).Should().BeEmpty();
    }

    [Fact]
    public void The_QR_holds_the_verification_address_and_is_as_large_as_SAT_asks()
    {
        var cfdi = Samples.Insurer(40);
        var codes = Qr.ReadFrom(PrintedInvoice.Render(cfdi, Plain with { SinValidezFiscal = true }));

        codes.Should().ContainSingle().Which.Text.Should().Be(VerificationUrl.Of(cfdi));
        codes[0].SideInMillimetres.Should().BeGreaterThanOrEqualTo(27.5);
    }

    [Fact]
    public void The_longest_texts_wrap_within_the_page()
    {
        var longest = string.Concat(Enumerable.Repeat("Ññáéíóú ", 125)).TrimEnd();
        var cfdi = Samples.Insurer(1) with { CondicionesDePago = longest };
        cfdi = cfdi with
        {
            Emisor = cfdi.Emisor with { Nombre = new string('M', 300) },
            Receptor = cfdi.Receptor with { Nombre = string.Concat(Enumerable.Repeat("COMPAÑÍA ", 33)) },
            Conceptos =
            [
                Samples.Visit(1) with
                {
                    Descripcion = longest,
                    NoIdentificacion = new string('W', 100),
                    ValorUnitario = 999_999_999_999.123456m,
                    Importe = 999_999_999_999.123456m,
                },
            ],
        };
        var pdf = PrintedInvoice.Render(cfdi, Plain);

        Samples.Unbroken(Samples.TextOf(pdf)).Should().ContainAll(
            Samples.Unbroken(longest), new string('M', 300), new string('W', 100), "999,999,999,999.123456");
        using var document = UglyToad.PdfPig.PdfDocument.Open(pdf);
        document.GetPages().SelectMany(static page => page.Letters).Should()
            .OnlyContain(static letter => letter.BoundingBox.Left >= 34 && letter.BoundingBox.Right <= 578 && letter.BoundingBox.Bottom >= 30);
    }

    [Fact]
    public void A_concept_taller_than_a_page_goes_on_to_the_next()
    {
        var parts = Enumerable.Range(1, 200)
            .Select(static number => new Parte("85121502", $"P-{number:000}", 1, null, "Material de curación", 1m, 1m, []))
            .ToValueList();
        var cfdi = Samples.Insurer(1) with { Conceptos = [Samples.Visit(1) with { Partes = parts }] };

        Samples.TextOf(PrintedInvoice.Render(cfdi, Plain)).Should().ContainAll(parts.Select(static part => part.NoIdentificacion!));
    }

    [Fact]
    public void What_the_font_lacks_does_not_stop_the_printing()
    {
        var cfdi = Samples.Insurer(1) with { Conceptos = [Samples.Visit(1) with { Descripcion = "Limpieza 🦷 ⏻ 健康 dental" }] };

        Samples.TextOf(PrintedInvoice.Render(cfdi, Plain)).Should().ContainAll("Limpieza", "dental");
    }

    [Fact]
    public void An_amount_too_large_for_words_prints_in_figures()
    {
        var cfdi = Samples.Insurer(1) with { Total = 999_999_999_999_999_999.99m };

        Samples.TextOf(PrintedInvoice.Render(cfdi, Plain)).Should().Contain("$999,999,999,999,999,999.99");
    }

    [Fact]
    public void Documents_printed_at_once_do_not_mix()
    {
        var texts = new string[64];
        Parallel.For(0, texts.Length, number =>
        {
            var cfdi = Samples.Insurer(3) with { Folio = $"{number:00000}", Conceptos = [Samples.Visit(number)] };
            texts[number] = Samples.TextOf(PrintedInvoice.Render(cfdi, new PrintOptions { Logo = Picture.Png }));
        });

        for (var number = 0; number < texts.Length; number++)
            texts[number].Should().ContainAll($"A-{number:00000}", $"SRV-{number:00000}", "niño con señales");
    }

    [Fact]
    public void A_logo_is_printed_and_a_broken_one_is_left_out()
    {
        static int Pictures(byte[] logo)
        {
            using var document = UglyToad.PdfPig.PdfDocument.Open(PrintedInvoice.Render(Samples.Insurer(1), new PrintOptions { Logo = logo }));
            return document.GetPage(1).GetImages().Count();
        }

        Pictures(Picture.Png).Should().Be(1);
        Pictures(Picture.Jpeg).Should().Be(1);
        Pictures(Picture.Png[..60]).Should().Be(0);
        Pictures(Picture.Jpeg[..60]).Should().Be(0);
        Pictures([1, 2, 3]).Should().Be(0);
        Pictures(Picture.OneBitPng()).Should().Be(0);
        PrintOptions.CanPrintLogo(Picture.Png).Should().BeTrue();
        PrintOptions.CanPrintLogo(Picture.OneBitPng()).Should().BeFalse();
        PrintOptions.CanPrintLogo(Picture.Png[..60]).Should().BeFalse();
    }
}
