using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Rules.Views;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>SAT's matrices as one registry: which rules look at which part of a document.</summary>
internal static class SatMatrix
{
    /// <summary>Every rule that a document can break by itself.</summary>
    public static void Check(DocumentView document, SealView? seal, Report report)
    {
        report.Check(SelloRules.All, seal);
        report.Check(SelloRules.Fecha, document);
        report.Check(ComprobanteRules.All, document);
        report.Check(InformacionGlobalRules.All, Children(document, "InformacionGlobal"));
        report.Check(ComprobanteRules.Relacionados, Children(document, "CfdiRelacionados"));
        report.Check(PartyRules.Emisor, document.Emisor);
        report.Check(PartyRules.Receptor, document.Receptor);
        foreach (var concepto in document.Conceptos)
            Check(concepto, report);
        report.Check(ImpuestosRules.All, document.Impuestos);
        if (document.Impuestos is { } totals && document.IsSale)
        {
            report.Check(ImpuestosRules.Retenciones, totals.Retenciones.Select(tax => new TaxTotalView(totals, tax)));
            report.Check(ImpuestosRules.Traslados, totals.Traslados.Select(tax => new TaxTotalView(totals, tax)));
        }

        report.Check(ImpuestosRules.Missing, document);
        report.Check(ImpuestosRules.Withholding, document);
        report.Check(ImpuestosRules.Border, document);
        if (document.Pagos.Length > 0 || document.Tipo == "P")
        {
            report.Check(PagoComprobanteRules.Root, document);
            report.Check(PagoComprobanteRules.Concepto, document.Conceptos);
        }

        foreach (var payments in document.Pagos)
            Check(payments, report);
    }

    /// <summary>What only SAT's lists can tell of it; of several alike, the first stands for all.</summary>
    public static void Ask(DocumentView document, Report report)
    {
        report.Check(OnlySatRules.Document, document);
        report.Check(OnlySatRules.Emisor, document.Emisor);
        report.Check(OnlySatRules.Receptor, document.Receptor);
        report.Check(OnlySatRules.Concepto, document.Conceptos.Take(1));
        report.Check(OnlySatRules.ACuentaTerceros, Any(document.Conceptos.SelectMany(concepto => concepto.Children("ACuentaTerceros"))));
        report.Check(OnlySatRules.Pedimentos, Any(document.Conceptos.SelectMany(concepto => concepto.Children("InformacionAduanera"))));
        report.Check(
            OnlySatRules.PedimentosDeParte,
            Any(document.Conceptos.SelectMany(concepto => concepto.Children("Parte")).SelectMany(parte => parte.Children("InformacionAduanera"))));
        report.Check(OnlySatRules.Pagos, document.Pagos.SelectMany(pagos => pagos.Payments));
    }

    private static void Check(ConceptView concepto, Report report)
    {
        report.Check(ConceptoRules.All, concepto);
        report.Check(ImpuestosConceptoRules.Traslados, concepto.Traslados);
        report.Check(ImpuestosConceptoRules.Retenciones, concepto.Retenciones);
        report.Check(ConceptoRules.ACuentaTerceros, concepto.Children("ACuentaTerceros"));
        report.Check(ConceptoRules.Pedimentos, concepto.Children("InformacionAduanera"));
        foreach (var parte in concepto.Children("Parte"))
        {
            report.Check(ConceptoRules.Partes, parte);
            report.Check(ConceptoRules.PedimentosDeParte, parte.Children("InformacionAduanera"));
        }
    }

    private static void Check(PaymentsView payments, Report report)
    {
        report.Check(PagoTotalesRules.All, new PaymentTotalsView(payments));
        foreach (var payment in payments.Payments)
        {
            report.Check(PagoRules.All, payment);
            report.Check(PagoImpuestosRules.Retenciones, payment.Retenciones.Select(tax => new PaymentTaxView(payment, tax)));
            report.Check(PagoImpuestosRules.Traslados, payment.Traslados.Select(tax => new PaymentTaxView(payment, tax)));
            foreach (var invoice in payment.Invoices)
            {
                report.Check(PagoDocumentoRules.All, invoice);
                report.Check(ImpuestosConceptoRules.TrasladosDR, invoice.Traslados);
                report.Check(ImpuestosConceptoRules.RetencionesDR, invoice.Retenciones);
            }
        }
    }

    private static IEnumerable<PartView> Children(DocumentView document, string name) =>
        document.Element.Elements(Schema.Cfdi + name).Select(child => new PartView(document, child));

    private static IEnumerable<PartView> Any(IEnumerable<PartView> parts) => parts.Take(1);
}
