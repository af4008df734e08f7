using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Inicio;
using Honorario.Billing.Outbox;
using Honorario.Billing.Portal;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Honorario.Billing.Tareas;
using Honorario.Billing.Timbrado;
using Honorario.Billing.Vinculacion;
using Honorario.Catalogos;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing;

/// <summary>Registers the use cases and what they need.</summary>
public static class BillingServices
{
    /// <param name="services">Where to.</param>
    /// <param name="database">The database server.</param>
    /// <param name="secrets">Opens what is encrypted at rest.</param>
    /// <param name="catalogs">SAT's catalogues.</param>
    public static IServiceCollection AddBilling(this IServiceCollection services, IDatabase database, SecretBox secrets, CatalogStore catalogs)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(database);
        services.AddSingleton(secrets);
        services.AddSingleton(catalogs);
        services.AddSingleton<PlaceClock>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddSingleton<PlanDay>();
        services.AddKeyedScoped<IOutboxHandler, DoDailyWork>(DoDailyWork.Kind);
        services.AddSingleton<SigningKeys>();
        services.AddSingleton<ComposeInvoice>();
        services.AddSingleton<SealForStamping>();
        services.AddSingleton<ComposeComplemento>();
        services.AddSingleton<ComposeTickets>();
        services.AddSingleton<FolioTurns>();
        services.AddScoped<Actor>();
        services.AddScoped<HonorarioStorage>();
        services.AddScoped(scope => scope.GetRequiredService<HonorarioStorage>().Open());
        services.AddKeyedScoped<IOutboxHandler, StampSealedCfdi>(StampSealedCfdi.Kind);
        services.AddSingleton<ISendMail>(new SmtpSender(TimeSpan.FromSeconds(60)));
        services.AddSingleton<QueueMail>();
        services.AddScoped<OpenMailServer>();
        services.AddKeyedScoped<IOutboxHandler, DeliverMail>(DeliverMail.Kind);
        services.AddKeyedScoped<IMailSubject, InvoiceMail>(InvoiceMail.About);
        services.AddKeyedScoped<IMailSubject, ComplementoMail>(ComplementoMail.About);
        services.AddSingleton<InvoiceSignal>();
        services.AddSingleton(WebhookClient.ToPublicAddresses());
        services.AddKeyedScoped<IOutboxHandler, TellStatusChange>(TellStatusChange.Kind);
        services.AddKeyedScoped<IOutboxHandler, DeliverWebhook>(DeliverWebhook.Kind);
        services.AddScoped<PortalActor>();
        services.AddScoped<PortalInvoices>();
        services.AddScoped<ReviewInvoice>();
        services.AddScoped<ViewPortalInvoice>();
        services.AddScoped<AskSat>();
        services.AddScoped<ListComments>();
        services.AddScoped<CommentInvoice>();
        services.AddScoped<HandOutInvoices>();
        services.AddScoped<AnswerStatusCall>();
        services.AddScoped<ConnectCompany>();
        services.AddKeyedScoped<IStampOutcome, InvoiceStampOutcome>(DocumentKind.Factura);
        services.AddKeyedScoped<IOutboxHandler, CancelStampedCfdi>(CancelStampedCfdi.Kind);
        services.AddKeyedScoped<IStampOutcome, ComplementoStampOutcome>(DocumentKind.ComplementoPago);
        services.AddKeyedSingleton<ICancellable, InvoiceCancelling>(DocumentKind.Factura);
        services.AddKeyedSingleton<ICancellable, ComplementoCancelling>(DocumentKind.ComplementoPago);
        services.AddKeyedScoped<IStampOutcome, CopagoStampOutcome>(DocumentKind.Copago);
        services.AddKeyedScoped<IStampOutcome, GlobalStampOutcome>(DocumentKind.FacturaGlobal);
        services.AddKeyedScoped<IMailSubject, TicketMail>(TicketMail.About);
        services.AddKeyedScoped<IMailSubject, CopagoMail>(CopagoMail.About);

        services.AddScoped<ListParties>();
        services.AddScoped<EditInsurer>();
        services.AddScoped<ImportServices>();
        services.AddScoped<FindServices>();
        services.AddScoped<RegisterInvoice>();
        services.AddScoped<SuggestControlNumber>();
        services.AddScoped<ChangeRegistration>();
        services.AddScoped<ChoosePayment>();
        services.AddScoped<SelectServices>();
        services.AddScoped<StampInvoice>();
        services.AddScoped<DeleteDraft>();
        services.AddScoped<ListInvoices>();
        services.AddScoped<ViewInvoice>();
        services.AddScoped<InvoiceFiles>();
        services.AddScoped<RegisterPayment>();
        services.AddScoped<OpenInvoices>();
        services.AddScoped<ViewPayment>();
        services.AddScoped<UndoPayment>();
        services.AddScoped<GenerateComplemento>();
        services.AddScoped<LoadExternalComplemento>();
        services.AddScoped<ViewPayments>();
        services.AddScoped<ComplementoFiles>();
        services.AddScoped<SendComplemento>();
        services.AddSingleton<Replacing>();
        services.AddSingleton<SettleCancellation>();
        services.AddScoped<RequestCancellation>();
        services.AddScoped<ReplaceInvoice>();
        services.AddScoped<ReplaceComplemento>();
        services.AddScoped<CheckSatStatus>();
        services.AddScoped<LoadExternalInvoice>();
        services.AddScoped<SendInvoice>();
        services.AddScoped<ResendMail>();
        services.AddScoped<ListMails>();
        services.AddScoped<EditMailServer>();
        services.AddScoped<SearchCpt>();
        services.AddScoped<LinkCodes>();
        services.AddScoped<TransferLinks>();
        services.AddScoped<ListEmisores>();
        services.AddScoped<SetupChecklist>();
        services.AddScoped<LoadLlave>();
        services.AddScoped<EditEmisor>();
        services.AddScoped<EditLogo>();
        services.AddScoped<IDailyWork, WarnLlave>();
        services.AddKeyedSingleton<IMailSubject, Notice>(Notice.About);
        services.AddScoped<EditBankAccounts>();
        services.AddScoped<AcceptManifiesto>();
        services.AddScoped<FindCharges>();
        services.AddScoped<PayCopay>();
        services.AddScoped<UndoTicket>();
        services.AddScoped<ViewTicket>();
        services.AddScoped<MailTicket>();
        services.AddScoped<InvoiceTicket>();
        services.AddScoped<CopagoFiles>();
        services.AddScoped<EditCopagoSettings>();
        services.AddScoped<ProposeGlobalInvoices>();
        services.AddScoped<StampGlobalInvoice>();
        services.AddScoped<OpenCash>();
        services.AddScoped<CutCash>();
        services.AddScoped<FindPortalTicket>();
        services.AddScoped<ViewPortalTicket>();
        return services;
    }
}
