using Honorario.Billing.Cancelacion;
using Honorario.Billing.ComplementosPago.Banco;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Outbox;
using Honorario.Billing.Tareas;
using Honorario.Billing.Timbrado;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.ComplementosPago;

/// <summary>What insurers pay, from the bank's statement to the complemento de pago.</summary>
public static class ComplementosPagoServices
{
    public static IServiceCollection AddComplementosPago(this IServiceCollection services)
    {
        services.AddScoped<ComposeComplemento>();
        services.AddScoped<RecountInstalments>();
        services.AddScoped<RegisterPayment>();
        services.AddScoped<OpenInvoices>();
        services.AddScoped<ViewPayment>();
        services.AddScoped<UndoPayment>();
        services.AddScoped<UndoDocumentedPayment>();
        services.AddScoped<GenerateComplemento>();
        services.AddScoped<LoadExternalComplemento>();
        services.AddScoped<MoveShares>();
        services.AddScoped<MovePayment>();
        services.AddScoped<ReplaceComplemento>();
        services.AddScoped<ViewPayments>();
        services.AddScoped<ListPayments>();
        services.AddScoped<SendComplemento>();
        services.AddScoped<GenerateMonth>();
        services.AddScoped<LoadStatement>();
        services.AddScoped<BankMovements>();
        services.AddScoped<AcceptMatch>();
        services.AddScoped<DismissMovement>();
        services.AddScoped<UndoStatement>();
        services.AddOutbox<FinishUndo>(FinishUndo.Kind, OutboxLane.Cancel);
        services.AddOutbox<SealMonth>(SealMonth.Kind, OutboxLane.Seal);
        services.AddScoped<IDailyWork, RemindComplementos>();
        services.AddScoped<IHoldsInvoice, PaymentHoldsInvoice>();
        services.AddDocument<ComplementoStampOutcome, ComplementoCancelling>(Complemento);
        return services;
    }

    private static DocumentDescription Complemento { get; } = new()
    {
        Kind = DocumentKind.ComplementoPago,
        Name = "Complemento de pago",
        Sees = Right.SeeMoney,
        FilePrefix = "complemento_",
        PackageFolder = "complementos-de-pago",
        MailSubject = SendComplemento.About,
        CancelLabel = "Cancelar complemento",
        Page = DocumentDescription.CommonPage,
        StaysDraftWhenRejected = false,
    };
}
