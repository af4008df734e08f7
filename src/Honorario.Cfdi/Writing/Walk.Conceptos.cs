using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Writing;

/// <summary>What is billed, and taxes wherever they are.</summary>
internal sealed partial class Walk
{
    private void Concepto(Concepto concepto)
    {
        target.Start("cfdi:Concepto");
        target.Text("ClaveProdServ", concepto.ClaveProdServ);
        target.Text("NoIdentificacion", concepto.NoIdentificacion);
        target.Number("Cantidad", concepto.Cantidad);
        target.Text("ClaveUnidad", concepto.ClaveUnidad);
        target.Text("Unidad", concepto.Unidad);
        target.Text("Descripcion", concepto.Descripcion);
        target.Number("ValorUnitario", concepto.ValorUnitario);
        target.Number("Importe", concepto.Importe);
        target.Number("Descuento", concepto.Descuento);
        target.Text("ObjetoImp", concepto.ObjetoImp);
        if (concepto.Traslados.Count + concepto.Retenciones.Count > 0)
        {
            target.Start("cfdi:Impuestos");
            Taxes("cfdi:Traslados", "cfdi:Traslado", TaxNames.Plain, concepto.Traslados);
            Withheld("cfdi:Retenciones", "cfdi:Retencion", TaxNames.Plain, concepto.Retenciones);
            target.End("cfdi:Impuestos");
        }

        if (concepto.ACuentaTerceros is { } third)
            ThirdParty(third);
        Each("cfdi:InformacionAduanera", "NumeroPedimento", concepto.InformacionAduanera);
        Each("cfdi:CuentaPredial", "Numero", concepto.CuentaPredial);
        if (concepto.Complements.Count > 0)
        {
            target.Start("cfdi:ComplementoConcepto");
            foreach (var complement in concepto.Complements.AsSpan())
                target.Raw(complement);
            target.End("cfdi:ComplementoConcepto");
        }

        foreach (var parte in concepto.Partes.AsSpan())
            Parte(parte);
        target.End("cfdi:Concepto");
    }

    private void ThirdParty(ACuentaTerceros third)
    {
        target.Start("cfdi:ACuentaTerceros");
        target.Text("RfcACuentaTerceros", third.RfcACuentaTerceros);
        target.Text("NombreACuentaTerceros", third.NombreACuentaTerceros);
        target.Text("RegimenFiscalACuentaTerceros", third.RegimenFiscalACuentaTerceros);
        target.Text("DomicilioFiscalACuentaTerceros", third.DomicilioFiscalACuentaTerceros);
        target.End("cfdi:ACuentaTerceros");
    }

    private void Parte(Parte parte)
    {
        target.Start("cfdi:Parte");
        target.Text("ClaveProdServ", parte.ClaveProdServ);
        target.Text("NoIdentificacion", parte.NoIdentificacion);
        target.Number("Cantidad", parte.Cantidad);
        target.Text("Unidad", parte.Unidad);
        target.Text("Descripcion", parte.Descripcion);
        target.Number("ValorUnitario", parte.ValorUnitario);
        target.Number("Importe", parte.Importe);
        Each("cfdi:InformacionAduanera", "NumeroPedimento", parte.InformacionAduanera);
        target.End("cfdi:Parte");
    }

    private void Taxes(string list, string element, TaxNames names, ValueList<Traslado> taxes)
    {
        if (taxes.Count == 0)
            return;
        target.Start(list);
        foreach (var tax in taxes.AsSpan())
            Tax(element, names, tax.Base, tax.Impuesto, tax.TipoFactor, tax.TasaOCuota, tax.Importe);
        target.End(list);
    }

    private void Withheld(string list, string element, TaxNames names, ValueList<Retencion> taxes)
    {
        if (taxes.Count == 0)
            return;
        target.Start(list);
        foreach (var tax in taxes.AsSpan())
            Tax(element, names, tax.Base, tax.Impuesto, tax.TipoFactor, tax.TasaOCuota, tax.Importe);
        target.End(list);
    }

    private void Totals(string list, string element, TaxNames names, ValueList<RetencionTotal> taxes)
    {
        if (taxes.Count == 0)
            return;
        target.Start(list);
        foreach (var tax in taxes.AsSpan())
            Tax(element, names, null, tax.Impuesto, null, null, tax.Importe);
        target.End(list);
    }

    private void Tax(string element, TaxNames names, decimal? taxBase, string impuesto, string? factor, decimal? rate, decimal? importe)
    {
        target.Start(element);
        target.Number(names.Base, taxBase);
        target.Text(names.Impuesto, impuesto);
        target.Text(names.TipoFactor, factor);
        target.Number(names.TasaOCuota, rate);
        target.Number(names.Importe, importe);
        target.End(element);
    }

    /// <summary>What the attributes of a tax are called: in a payment with P, in a document that it settles with DR.</summary>
    private sealed record TaxNames(string Base, string Impuesto, string TipoFactor, string TasaOCuota, string Importe)
    {
        public static TaxNames Plain { get; } = Of("");

        public static TaxNames P { get; } = Of("P");

        public static TaxNames DR { get; } = Of("DR");

        private static TaxNames Of(string suffix) => new($"Base{suffix}", $"Impuesto{suffix}", $"TipoFactor{suffix}", $"TasaOCuota{suffix}", $"Importe{suffix}");
    }
}
