using Honorario.Billing.Correo;
using Honorario.Billing.Timbrado;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Cancelacion;

/// <summary>How a capability adds a kind of document: all of its parts at once, or it does not compile.</summary>
public static class DocumentRegistration
{
    /// <summary>A kind that goes by mail, if at all, as its XML and PDF.</summary>
    /// <typeparam name="TOutcome">What its stamp means.</typeparam>
    /// <typeparam name="TCancelling">What its cancelling means.</typeparam>
    /// <param name="services">Where to.</param>
    /// <param name="description">What it is called, where it is shown…</param>
    public static IServiceCollection AddDocument<TOutcome, TCancelling>(this IServiceCollection services, DocumentDescription description)
        where TOutcome : class, IStampOutcome
        where TCancelling : class, ICancellable => services.AddDocument<TOutcome, TCancelling, DocumentMail>(description);

    /// <summary>A kind for which more follows when its mail was sent.</summary>
    /// <typeparam name="TOutcome">What its stamp means.</typeparam>
    /// <typeparam name="TCancelling">What its cancelling means.</typeparam>
    /// <typeparam name="TMail">Its files, and what follows from its mail.</typeparam>
    /// <param name="services">Where to.</param>
    /// <param name="description">What it is called, where it is shown…</param>
    public static IServiceCollection AddDocument<TOutcome, TCancelling, TMail>(this IServiceCollection services, DocumentDescription description)
        where TOutcome : class, IStampOutcome
        where TCancelling : class, ICancellable
        where TMail : class, IMailSubject
    {
        services.AddSingleton(description);
        services.AddKeyedScoped<IStampOutcome, TOutcome>(description.Kind);
        services.AddKeyedScoped<ICancellable, TCancelling>(description.Kind);
        if (description.MailSubject is { } about)
            services.AddKeyedScoped<IMailSubject, TMail>(about);
        return services;
    }
}
