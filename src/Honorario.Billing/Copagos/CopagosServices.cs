using Honorario.Billing.Cancelacion;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.Tareas;
using Honorario.Billing.Timbrado;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Copagos;

/// <summary>What patients pay at the desk: charges, tickets, cash cuts, their invoices and the factura global.</summary>
public static class CopagosServices
{
    public static IServiceCollection AddCopagos(this IServiceCollection services)
    {
        services.AddSingleton<ComposeTickets>();
        services.AddScoped<FindCharges>();
        services.AddScoped<PayCopay>();
        services.AddScoped<UndoTicket>();
        services.AddScoped<GiveBackTicket>();
        services.AddSingleton<ComposeRefund>();
        services.AddScoped<RefundTicket>();
        services.AddScoped<ViewTicket>();
        services.AddScoped<MailTicket>();
        services.AddScoped<InvoiceTicket>();
        services.AddScoped<EditCopagoSettings>();
        services.AddScoped<ProposeGlobalInvoices>();
        services.AddScoped<DraftGlobal>();
        services.AddScoped<PreviewGlobalInvoice>();
        services.AddScoped<StampGlobalInvoice>();
        services.AddScoped<ListGlobalInvoices>();
        services.AddScoped<OpenCash>();
        services.AddScoped<CutCash>();
        services.AddScoped<ReopenCut>();
        services.AddScoped<ViewCuts>();
        services.AddScoped<ListCuts>();
        services.AddScoped<ViewPendingCobros>();
        services.AddScoped<CancelReplaced>();
        services.AddOutbox<CancelReplacedLater>(CancelReplacedLater.Kind, OutboxLane.Cancel);
        services.AddOutbox<ReissueGlobal>(ReissueGlobal.Kind, OutboxLane.Seal);
        services.AddScoped<IDailyWork, IssueGlobalInvoices>();
        services.AddKeyedScoped<IMailSubject, TicketMail>(TicketMail.About);
        services.AddDocument<CopagoStampOutcome, CopagoCancelling>(Copago);
        services.AddDocument<GlobalStampOutcome, GlobalCancelling>(FacturaGlobal);
        services.AddDocument<RefundStampOutcome, RefundCancelling>(NotaDeCopago);
        return services;
    }

    private static DocumentDescription Copago { get; } = new()
    {
        Kind = DocumentKind.Copago,
        Name = "Factura de copago",
        Sees = Right.SeeCharges,
        FilePrefix = "",
        PackageFolder = "copagos",
        MailSubject = CopagoStampOutcome.MailAbout,
        CancelLabel = "Cancelar factura",
        Page = DocumentDescription.CommonPage,
        StaysDraftWhenRejected = false,
    };

    private static DocumentDescription NotaDeCopago { get; } = new()
    {
        Kind = DocumentKind.NotaDeCopago,
        Name = "Nota de crédito de copago",
        Sees = Right.SeeCharges,
        FilePrefix = "nota_de_credito_",
        PackageFolder = "notas-de-copago",
        MailSubject = null,
        CancelLabel = "Cancelar nota de crédito",
        Page = DocumentDescription.CommonPage,
        StaysDraftWhenRejected = false,
    };

    private static DocumentDescription FacturaGlobal { get; } = new()
    {
        Kind = DocumentKind.FacturaGlobal,
        Name = "Factura global",
        FilePrefix = "",
        PackageFolder = "facturas-globales",
        MailSubject = null,
        CancelLabel = "Cancelar factura",
        Page = DocumentDescription.CommonPage,
        StaysDraftWhenRejected = false,
        Motivos = ["01", "02", "03", Cancelacion.Motivos.EnFacturaGlobal],
    };
}
