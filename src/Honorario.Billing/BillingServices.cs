using Honorario.Billing.Aseguradora;
using Honorario.Billing.Auditoria;
using Honorario.Billing.AutoFactura;
using Honorario.Billing.Busqueda;
using Honorario.Billing.Cancelacion;
using Honorario.Billing.Cartera;
using Honorario.Billing.ComplementosPago;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.FacturarPeriodo;
using Honorario.Billing.Inicio;
using Honorario.Billing.Integraciones;
using Honorario.Billing.NotasDeCredito;
using Honorario.Billing.Outbox;
using Honorario.Billing.Pacientes;
using Honorario.Billing.PreciosPactados;
using Honorario.Billing.RegistroDeServicios;
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
        foreach (var add in Capabilities)
            add(services);
        return services;
    }

    /// <summary>What each capability registers, in any order.</summary>
    public static IReadOnlyList<Func<IServiceCollection, IServiceCollection>> Capabilities { get; } =
    [
        KernServices.AddKern,
        CuentasServices.AddCuentas,
        StorageServices.AddStorage,
        AuditoriaServices.AddAuditoria,
        OutboxServices.AddOutbox,
        TareasServices.AddTareas,
        DatosFiscalesServices.AddDatosFiscales,
        ServiciosRealizadosServices.AddServiciosRealizados,
        VinculacionServices.AddVinculacion,
        PreciosPactadosServices.AddPreciosPactados,
        TimbradoServices.AddTimbrado,
        CorreoServices.AddCorreo,
        CancelacionServices.AddCancelacion,
        FacturacionServices.AddFacturacion,
        FacturarPeriodoServices.AddFacturarPeriodo,
        ComplementosPagoServices.AddComplementosPago,
        NotasDeCreditoServices.AddNotasDeCredito,
        CopagosServices.AddCopagos,
        RegistroDeServiciosServices.AddRegistroDeServicios,
        PacientesServices.AddPacientes,
        CarteraServices.AddCartera,
        AseguradoraServices.AddAseguradora,
        AutoFacturaServices.AddAutoFactura,
        BusquedaServices.AddBusqueda,
        IntegracionesServices.AddIntegraciones,
        InicioServices.AddInicio,
    ];
}
