using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Writing;

/// <summary>The complemento de pagos 2.0.</summary>
internal sealed partial class Walk
{
    private void Pagos(Pagos pagos)
    {
        target.Start("pago20:Pagos");
        target.Text("Version", "2.0");
        Totales(pagos.Totales);
        foreach (var pago in pagos.Items.AsSpan())
            Pago(pago);
        target.End("pago20:Pagos");
    }

    private void Totales(TotalesPagos totals)
    {
        target.Start("pago20:Totales");
        target.Number("TotalRetencionesIVA", totals.TotalRetencionesIva);
        target.Number("TotalRetencionesISR", totals.TotalRetencionesIsr);
        target.Number("TotalRetencionesIEPS", totals.TotalRetencionesIeps);
        target.Number("TotalTrasladosBaseIVA16", totals.TotalTrasladosBaseIva16);
        target.Number("TotalTrasladosImpuestoIVA16", totals.TotalTrasladosImpuestoIva16);
        target.Number("TotalTrasladosBaseIVA8", totals.TotalTrasladosBaseIva8);
        target.Number("TotalTrasladosImpuestoIVA8", totals.TotalTrasladosImpuestoIva8);
        target.Number("TotalTrasladosBaseIVA0", totals.TotalTrasladosBaseIva0);
        target.Number("TotalTrasladosImpuestoIVA0", totals.TotalTrasladosImpuestoIva0);
        target.Number("TotalTrasladosBaseIVAExento", totals.TotalTrasladosBaseIvaExento);
        target.Number("MontoTotalPagos", totals.MontoTotalPagos);
        target.End("pago20:Totales");
    }

    private void Pago(Pago pago)
    {
        target.Start("pago20:Pago");
        target.Moment("FechaPago", pago.FechaPago);
        target.Text("FormaDePagoP", pago.FormaDePagoP);
        target.Text("MonedaP", pago.MonedaP);
        target.Number("TipoCambioP", pago.TipoCambioP);
        target.Number("Monto", pago.Monto);
        target.Text("NumOperacion", pago.NumOperacion);
        target.Text("RfcEmisorCtaOrd", pago.RfcEmisorCtaOrd);
        target.Text("NomBancoOrdExt", pago.NomBancoOrdExt);
        target.Text("CtaOrdenante", pago.CtaOrdenante);
        target.Text("RfcEmisorCtaBen", pago.RfcEmisorCtaBen);
        target.Text("CtaBeneficiario", pago.CtaBeneficiario);
        target.Text("TipoCadPago", pago.TipoCadPago);
        target.Text("CertPago", pago.CertPago);
        target.Text("CadPago", pago.CadPago);
        target.Text("SelloPago", pago.SelloPago);
        foreach (var docto in pago.DoctosRelacionados.AsSpan())
            Docto(docto);
        if (pago.RetencionesP.Count + pago.TrasladosP.Count > 0)
        {
            target.Start("pago20:ImpuestosP");
            Totals("pago20:RetencionesP", "pago20:RetencionP", TaxNames.P, pago.RetencionesP);
            Taxes("pago20:TrasladosP", "pago20:TrasladoP", TaxNames.P, pago.TrasladosP);
            target.End("pago20:ImpuestosP");
        }

        target.End("pago20:Pago");
    }

    private void Docto(DoctoRelacionado docto)
    {
        target.Start("pago20:DoctoRelacionado");
        target.Text("IdDocumento", docto.IdDocumento);
        target.Text("Serie", docto.Serie);
        target.Text("Folio", docto.Folio);
        target.Text("MonedaDR", docto.MonedaDR);
        target.Number("EquivalenciaDR", docto.EquivalenciaDR);
        target.Number("NumParcialidad", docto.NumParcialidad);
        target.Number("ImpSaldoAnt", docto.ImpSaldoAnt);
        target.Number("ImpPagado", docto.ImpPagado);
        target.Number("ImpSaldoInsoluto", docto.ImpSaldoInsoluto);
        target.Text("ObjetoImpDR", docto.ObjetoImpDR);
        if (docto.RetencionesDR.Count + docto.TrasladosDR.Count > 0)
        {
            target.Start("pago20:ImpuestosDR");
            Withheld("pago20:RetencionesDR", "pago20:RetencionDR", TaxNames.DR, docto.RetencionesDR);
            Taxes("pago20:TrasladosDR", "pago20:TrasladoDR", TaxNames.DR, docto.TrasladosDR);
            target.End("pago20:ImpuestosDR");
        }

        target.End("pago20:DoctoRelacionado");
    }
}
