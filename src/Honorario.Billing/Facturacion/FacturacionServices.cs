using Honorario.Billing.Cancelacion;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Facturacion;

/// <summary>The invoice to an insurer from its draft to its stamp, made here or elsewhere, and where it stands.</summary>
public static class FacturacionServices
{
    public static IServiceCollection AddFacturacion(this IServiceCollection services)
    {
        services.AddSingleton<IBeforeSave, NoteStatusChanges>();
        services.AddSingleton<ComposeInvoice>();
        services.AddScoped<InsurerIsNow>();
        services.AddScoped<LookAtEmisor>();
        services.AddScoped<FindServices>();
        services.AddScoped<ProposePeriod>();
        services.AddScoped<ExportServices>();
        services.AddScoped<RegisterInvoice>();
        services.AddScoped<SuggestControlNumber>();
        services.AddScoped<ChangeRegistration>();
        services.AddScoped<ChangeReceptor>();
        services.AddScoped<ChoosePayment>();
        services.AddScoped<DiscountInvoice>();
        services.AddScoped<ExchangeRates>();
        services.AddScoped<SelectServices>();
        services.AddScoped<StampInvoice>();
        services.AddScoped<DeleteDraft>();
        services.AddScoped<RestoreDraft>();
        services.AddScoped<ReplaceInvoice>();
        services.AddScoped<ListInvoices>();
        services.AddScoped<ExportInvoices>();
        services.AddScoped<ViewInvoice>();
        services.AddScoped<HandOutInvoices>();
        services.AddScoped<LoadExternalInvoice>();
        services.AddScoped<MatchExternals>();
        services.AddScoped<SendInvoice>();
        services.AddScoped<EditMailTemplate>();
        services.AddDocument<InvoiceStampOutcome, InvoiceCancelling, InvoiceMail>(Factura);
        return services;
    }

    private static DocumentDescription Factura { get; } = new()
    {
        Kind = DocumentKind.Factura,
        Name = "Factura",
        IsSeen = (db, id, ct) => db.Invoices().AnyAsync(row => row.Id == id, ct),
        FilePrefix = "",
        PackageFolder = "facturas",
        MailSubject = SendInvoice.About,
        CancelLabel = "Cancelar factura",
        Page = InvoicePage.Of,
        OwnNumbers = (db, ids, ct) =>
            db.Invoices().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.ControlNumber, ct),
        ConceptNotes = ServiceNotes.OfAsync,
        StaysDraftWhenRejected = true,
    };
}
