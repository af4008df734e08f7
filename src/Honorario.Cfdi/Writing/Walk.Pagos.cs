using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Writing;

/// <summary>The complemento de pagos 2.0.</summary>
internal sealed partial class Walk
{
    private void Pagos(Pagos pagos)
    {
        target.Start("pago20:Pagos"u8);
        target.Text("Version"u8, "2.0");
        Totales(pagos.Totales);
        foreach (var pago in pagos.Items.AsSpan())
            Pago(pago);
        target.End("pago20:Pagos"u8);
    }

    private void Totales(TotalesPagos totals)
    {
        target.Start("pago20:Totales"u8);
        target.Number("TotalRetencionesIVA"u8, totals.TotalRetencionesIva);
        target.Number("TotalRetencionesISR"u8, totals.TotalRetencionesIsr);
        target.Number("TotalRetencionesIEPS"u8, totals.TotalRetencionesIeps);
        target.Number("TotalTrasladosBaseIVA16"u8, totals.TotalTrasladosBaseIva16);
        target.Number("TotalTrasladosImpuestoIVA16"u8, totals.TotalTrasladosImpuestoIva16);
        target.Number("TotalTrasladosBaseIVA8"u8, totals.TotalTrasladosBaseIva8);
        target.Number("TotalTrasladosImpuestoIVA8"u8, totals.TotalTrasladosImpuestoIva8);
        target.Number("TotalTrasladosBaseIVA0"u8, totals.TotalTrasladosBaseIva0);
        target.Number("TotalTrasladosImpuestoIVA0"u8, totals.TotalTrasladosImpuestoIva0);
        target.Number("TotalTrasladosBaseIVAExento"u8, totals.TotalTrasladosBaseIvaExento);
        target.Number("MontoTotalPagos"u8, totals.MontoTotalPagos);
        target.End("pago20:Totales"u8);
    }

    private void Pago(Pago pago)
    {
        target.Start("pago20:Pago"u8);
        target.Moment("FechaPago"u8, pago.FechaPago);
        target.Text("FormaDePagoP"u8, pago.FormaDePagoP);
        target.Text("MonedaP"u8, pago.MonedaP);
        target.Number("TipoCambioP"u8, pago.TipoCambioP);
        target.Number("Monto"u8, pago.Monto);
        target.Text("NumOperacion"u8, pago.NumOperacion);
        target.Text("RfcEmisorCtaOrd"u8, pago.RfcEmisorCtaOrd);
        target.Text("NomBancoOrdExt"u8, pago.NomBancoOrdExt);
        target.Text("CtaOrdenante"u8, pago.CtaOrdenante);
        target.Text("RfcEmisorCtaBen"u8, pago.RfcEmisorCtaBen);
        target.Text("CtaBeneficiario"u8, pago.CtaBeneficiario);
        target.Text("TipoCadPago"u8, pago.TipoCadPago);
        target.Text("CertPago"u8, pago.CertPago);
        target.Text("CadPago"u8, pago.CadPago);
        target.Text("SelloPago"u8, pago.SelloPago);
        foreach (var docto in pago.DoctosRelacionados.AsSpan())
            Docto(docto);
        if (pago.RetencionesP.Count + pago.TrasladosP.Count > 0)
        {
            target.Start("pago20:ImpuestosP"u8);
            Totals("pago20:RetencionesP"u8, "pago20:RetencionP"u8, TaxNames.P, pago.RetencionesP);
            Taxes("pago20:TrasladosP"u8, "pago20:TrasladoP"u8, TaxNames.P, pago.TrasladosP);
            target.End("pago20:ImpuestosP"u8);
        }

        target.End("pago20:Pago"u8);
    }

    private void Docto(DoctoRelacionado docto)
    {
        target.Start("pago20:DoctoRelacionado"u8);
        target.Text("IdDocumento"u8, docto.IdDocumento);
        target.Text("Serie"u8, docto.Serie);
        target.Text("Folio"u8, docto.Folio);
        target.Text("MonedaDR"u8, docto.MonedaDR);
        target.Number("EquivalenciaDR"u8, docto.EquivalenciaDR);
        target.Number("NumParcialidad"u8, docto.NumParcialidad);
        target.Number("ImpSaldoAnt"u8, docto.ImpSaldoAnt);
        target.Number("ImpPagado"u8, docto.ImpPagado);
        target.Number("ImpSaldoInsoluto"u8, docto.ImpSaldoInsoluto);
        target.Text("ObjetoImpDR"u8, docto.ObjetoImpDR);
        if (docto.RetencionesDR.Count + docto.TrasladosDR.Count > 0)
        {
            target.Start("pago20:ImpuestosDR"u8);
            Withheld("pago20:RetencionesDR"u8, "pago20:RetencionDR"u8, TaxNames.DR, docto.RetencionesDR);
            Taxes("pago20:TrasladosDR"u8, "pago20:TrasladoDR"u8, TaxNames.DR, docto.TrasladosDR);
            target.End("pago20:ImpuestosDR"u8);
        }

        target.End("pago20:DoctoRelacionado"u8);
    }
}
