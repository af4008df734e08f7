using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.NotasDeCredito;

/// <summary>Credit notes for what an insurer rejects of an invoice.</summary>
public static class NotasDeCreditoServices
{
    public static IServiceCollection AddNotasDeCredito(this IServiceCollection services)
    {
        services.AddSingleton<ComposeCreditNote>();
        services.AddScoped<IssueCreditNote>();
        services.AddScoped<ViewCreditNotes>();
        services.AddScoped<SendCreditNote>();
        services.AddScoped<GiveBackCredit>();
        services.AddScoped<IHoldsInvoice, CreditNoteHoldsInvoice>();
        services.AddScoped<ICreditsOfInvoices, CreditsOfNotes>();
        services.AddDocument<CreditNoteStampOutcome, CreditNoteCancelling>(NotaDeCredito);
        return services;
    }

    private static DocumentDescription NotaDeCredito { get; } = new()
    {
        Kind = DocumentKind.NotaDeCredito,
        Name = "Nota de crédito",
        IsSeen = (db, id, ct) =>
            db.CreditNotes().AnyAsync(note => note.Id == id && db.Invoices().Any(row => row.Id == note.InvoiceId), ct),
        FilePrefix = "nota_de_credito_",
        PackageFolder = "notas-de-credito",
        MailSubject = SendCreditNote.About,
        CancelLabel = "Cancelar nota de crédito",
        Page = DocumentDescription.CommonPage,
        StaysDraftWhenRejected = false,
    };
}
