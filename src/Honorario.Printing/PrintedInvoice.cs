using Honorario.Cfdi.Documents;
using Honorario.Printing.Content;
using Honorario.Printing.Forms;

namespace Honorario.Printing;

/// <summary>The printed form of a CFDI 4.0 of type I, E or P, on letter paper.</summary>
/// <remarks>Source: CFF art. 29-A and RMF 2.7.1.7, what the representación impresa must show.</remarks>
public static class PrintedInvoice
{
    /// <summary>
    /// The PDF. A document without a stamp prints as <c>BORRADOR</c>, without QR, seals or folio fiscal. Safe to call from many
    /// threads at once.
    /// </summary>
    public static byte[] Render(Comprobante stamped, PrintOptions options)
    {
        ArgumentNullException.ThrowIfNull(stamped);
        ArgumentNullException.ThrowIfNull(options);
        using var form = new InvoiceForm(stamped, options);
        return form.Draw();
    }
}
