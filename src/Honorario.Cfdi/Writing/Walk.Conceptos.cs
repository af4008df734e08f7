using System.Text;
using Honorario.Cfdi.Documents;

namespace Honorario.Cfdi.Writing;

/// <summary>What is billed, and taxes wherever they are.</summary>
internal sealed partial class Walk
{
    private void Concepto(Concepto concepto)
    {
        target.Start("cfdi:Concepto"u8);
        target.Text("ClaveProdServ"u8, concepto.ClaveProdServ);
        target.Text("NoIdentificacion"u8, concepto.NoIdentificacion);
        target.Number("Cantidad"u8, concepto.Cantidad);
        target.Text("ClaveUnidad"u8, concepto.ClaveUnidad);
        target.Text("Unidad"u8, concepto.Unidad);
        target.Text("Descripcion"u8, concepto.Descripcion);
        target.Number("ValorUnitario"u8, concepto.ValorUnitario);
        target.Number("Importe"u8, concepto.Importe);
        target.Number("Descuento"u8, concepto.Descuento);
        target.Text("ObjetoImp"u8, concepto.ObjetoImp);
        if (concepto.Traslados.Count + concepto.Retenciones.Count > 0)
        {
            target.Start("cfdi:Impuestos"u8);
            Taxes("cfdi:Traslados"u8, "cfdi:Traslado"u8, TaxNames.Plain, concepto.Traslados);
            Withheld("cfdi:Retenciones"u8, "cfdi:Retencion"u8, TaxNames.Plain, concepto.Retenciones);
            target.End("cfdi:Impuestos"u8);
        }

        if (concepto.ACuentaTerceros is { } third)
            ThirdParty(third);
        Each("cfdi:InformacionAduanera"u8, "NumeroPedimento"u8, concepto.InformacionAduanera);
        Each("cfdi:CuentaPredial"u8, "Numero"u8, concepto.CuentaPredial);
        if (concepto.Complements.Count > 0)
        {
            target.Start("cfdi:ComplementoConcepto"u8);
            foreach (var complement in concepto.Complements.AsSpan())
                target.Raw(complement, covered: true);
            target.End("cfdi:ComplementoConcepto"u8);
        }

        foreach (var parte in concepto.Partes.AsSpan())
            Parte(parte);
        target.End("cfdi:Concepto"u8);
    }

    private void ThirdParty(ACuentaTerceros third)
    {
        target.Start("cfdi:ACuentaTerceros"u8);
        target.Text("RfcACuentaTerceros"u8, third.RfcACuentaTerceros);
        target.Text("NombreACuentaTerceros"u8, third.NombreACuentaTerceros);
        target.Text("RegimenFiscalACuentaTerceros"u8, third.RegimenFiscalACuentaTerceros);
        target.Text("DomicilioFiscalACuentaTerceros"u8, third.DomicilioFiscalACuentaTerceros);
        target.End("cfdi:ACuentaTerceros"u8);
    }

    private void Parte(Parte parte)
    {
        target.Start("cfdi:Parte"u8);
        target.Text("ClaveProdServ"u8, parte.ClaveProdServ);
        target.Text("NoIdentificacion"u8, parte.NoIdentificacion);
        target.Number("Cantidad"u8, parte.Cantidad);
        target.Text("Unidad"u8, parte.Unidad);
        target.Text("Descripcion"u8, parte.Descripcion);
        target.Number("ValorUnitario"u8, parte.ValorUnitario);
        target.Number("Importe"u8, parte.Importe);
        Each("cfdi:InformacionAduanera"u8, "NumeroPedimento"u8, parte.InformacionAduanera);
        target.End("cfdi:Parte"u8);
    }

    private void Taxes(ReadOnlySpan<byte> list, ReadOnlySpan<byte> element, TaxNames names, ValueList<Traslado> taxes)
    {
        if (taxes.Count == 0)
            return;
        target.Start(list);
        foreach (var tax in taxes.AsSpan())
            Tax(element, names, tax.Base, tax.Impuesto, tax.TipoFactor, tax.TasaOCuota, tax.Importe);
        target.End(list);
    }

    private void Withheld(ReadOnlySpan<byte> list, ReadOnlySpan<byte> element, TaxNames names, ValueList<Retencion> taxes)
    {
        if (taxes.Count == 0)
            return;
        target.Start(list);
        foreach (var tax in taxes.AsSpan())
            Tax(element, names, tax.Base, tax.Impuesto, tax.TipoFactor, tax.TasaOCuota, tax.Importe);
        target.End(list);
    }

    private void Totals(ReadOnlySpan<byte> list, ReadOnlySpan<byte> element, TaxNames names, ValueList<RetencionTotal> taxes)
    {
        if (taxes.Count == 0)
            return;
        target.Start(list);
        foreach (var tax in taxes.AsSpan())
            Tax(element, names, null, tax.Impuesto, null, null, tax.Importe);
        target.End(list);
    }

    private void Tax(ReadOnlySpan<byte> element, TaxNames names, decimal? taxBase, string impuesto, string? factor, decimal? rate, decimal? importe)
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
    private sealed record TaxNames(byte[] Base, byte[] Impuesto, byte[] TipoFactor, byte[] TasaOCuota, byte[] Importe)
    {
        public static TaxNames Plain { get; } = Of("");

        public static TaxNames P { get; } = Of("P");

        public static TaxNames DR { get; } = Of("DR");

        private static TaxNames Of(string suffix)
        {
            byte[] Name(string name) => Encoding.UTF8.GetBytes(name + suffix);
            return new TaxNames(Name("Base"), Name("Impuesto"), Name("TipoFactor"), Name("TasaOCuota"), Name("Importe"));
        }
    }
}
