using Honorario.Billing;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Copagos;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Inicio;
using Honorario.Billing.Outbox;
using Honorario.Billing.Storage;
using Honorario.Billing.Timbrado;
using Honorario.Catalogos;
using Honorario.Pac;
using Honorario.Web.Api;
using Honorario.Web.Api.V1;
using Honorario.Web.Aseguradora;
using Honorario.Web.Components;
using Honorario.Web.Components.Aseguradora;
using Honorario.Web.Components.Kit;
using Honorario.Web.Components.Layout;
using Honorario.Web.Components.Pagos;
using Honorario.Web.Components.Shared;
using Honorario.Web.Cuentas;
using Honorario.Web.Demo;
using Honorario.Web.Jobs;
using Honorario.Web.Security;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using MudBlazor.Services;

namespace Honorario.Web;

/// <summary>
/// Puts the application together. The settings: "Data" (folder), "ConnectionStrings:Postgres", "MasterKey" (file), "Demo", "Pac",
/// "Webhooks:Internal".
/// </summary>
internal static class Hosting
{
    /// <summary>The file of the database in the data folder.</summary>
    public const string DatabaseFile = "honorario.db";

    /// <summary>The catalogues' store; an imported edition is what the whole process goes by.</summary>
    private static CatalogStore Catalogs(string data)
    {
        var store = CatalogStore.Open(Path.Combine(data, "catalogos.db"));
        if (store.Edition() is { } edition)
            Cfdi.Catalogs.SatCatalogs.Use(edition);
        return store;
    }

    public static void AddHonorario(this WebApplicationBuilder builder)
    {
        builder.WebHost.UseStaticWebAssets();
        var postgres = builder.Configuration.GetConnectionString("Postgres") is { Length: > 0 };
        var data = DataFolder.Open(builder.Configuration["Data"] ?? "data", postgres ? null : DatabaseFile);
        var publicUrl = new Uri(builder.Configuration["PublicUrl"] ?? "http://localhost:5080/");
        builder.Configuration["Data"] = data;
        builder.AddObservability(data);
        var services = builder.Services;
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        services.AddBilling(
            Database(builder.Configuration, data),
            SecretBox.Open(MasterKeyFile(builder.Configuration)),
            Catalogs(data));
        if (builder.Configuration.GetValue<bool>("Webhooks:Internal"))
            services.AddSingleton(WebhookClient.ToAnyAddress());
        services.AddPac(builder.Configuration);
        services.AddSingleton(builder.Configuration.GetSection(OutboxOptions.Section).Get<OutboxOptions>() ?? new OutboxOptions());
        services.AddSingleton(builder.Configuration.GetSection(BounceOptions.Section).Get<BounceOptions>() ?? new BounceOptions());
        services.AddSingleton<OutboxRounds>();
        services.AddHostedService<OutboxHost>();
        services.AddHostedService<WarmArchivos>();
        DayJob.Schedule(services);
        services.AddAccounts(builder.Configuration, publicUrl);
        services.AddBehindProxy(builder.Configuration, publicUrl);
        services.AddDataProtection().SetApplicationName("Honorario").PersistKeysToDbContext<HonorarioDb>().EncryptWithMasterKey();
        LoginLimit.Add(services, builder.Configuration);
        services.AddPortal();
        services.AddPortalLimit(builder.Configuration);
        services.AddSingleton(new PublicAddress(publicUrl));
        services.AddHealth();
        services.AddApi();
        services.AddMudServices();
        services.AddTransient<MudBlazor.MudLocalizer, SpanishMud>();
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = 256 * 1024);
        services.AddScoped<CircuitHandler, CircuitDoor>();
        services.AddScoped<OpenFirstAccount>();
        services.AddScoped<PracticePeople>();
        services.AddScoped<CompanyPeople>();
        services.AddScoped<RecordExport>();
        services.AddScoped<ForgottenPassword>();
        services.AddKeyedScoped<IMailSubject, ForgottenPassword.PasswordMail>(ForgottenPassword.PasswordMail.About);
        services.AddSingleton<MexicanToday>();
        services.AddScoped<Components.Servicios.RecentRemoval>();
        services.AddSingleton<FiscalLinks>();
        services.AddScoped<Toasts>();
        services.AddScoped<DraftsUnderWay>();
        services.AddPagosScreens();
        services.AddDemo(builder.Configuration, data);
    }

    /// <summary>Brings the database up to date and, when asked to, fills an empty one with demo data.</summary>
    /// <returns>Why the product can't start with this database; null when it can.</returns>
    public static async Task<string?> PrepareAsync(this WebApplication app)
    {
        app.Services.GetRequiredService<DocumentKinds>();
        await using var scope = app.Services.CreateAsyncScope();
        await using (var db = scope.ServiceProvider.GetRequiredService<IDatabase>().Open(Access.Machine()))
        {
            if (await db.UpgradeAsync(app.Logger, CancellationToken.None) is { } obstacle)
                return obstacle;
        }

        if (await scope.ServiceProvider.GetRequiredService<BindMasterKey>().RunAsync(MasterKeyFile(app.Configuration), CancellationToken.None) is { } foreign)
            return foreign;

        await using (var db = scope.ServiceProvider.GetRequiredService<IDatabase>().Open(Access.Machine()))
            await SealedTokens.SealPlainAsync(db, scope.ServiceProvider.GetRequiredService<SecretBox>(), CancellationToken.None);

        if (app.Configuration.GetValue<bool>("Demo"))
            await scope.ServiceProvider.GetRequiredService<DemoData>().CreateOnceAsync(app.Configuration["Data"]!, CancellationToken.None);
        DataFolder.Close(app.Configuration["Data"]!);
        var empty = !await scope.ServiceProvider.GetRequiredService<UserManager<User>>().Users.AnyAsync();
        if (await app.Services.GetRequiredService<SetUpLink>().WriteAsync(empty) is { } link)
        {
            // Whoever reads the log is not who may make the first account.
            app.Logger.LogWarning("There is no account yet. The first one is made with the link in {File} of the data folder", SetUpLink.FileName);
            if (!Console.IsOutputRedirected)
                Console.WriteLine(link);
        }

        return null;
    }

    public static void UseHonorario(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error", createScopeForErrors: true);
            app.UseHsts();
        }

        app.UseWhen(
            context => !context.Request.Path.StartsWithSegments("/api"),
            pages => pages.UseStatusCodePagesWithReExecute("/aviso/{0}", createScopeForStatusCodePages: true));
        // The page of samples is only where it is developed, or where the setting asks for it.
        var isKitOpen = app.Configuration.GetValue("Kit", app.Environment.IsDevelopment());
        if (!isKitOpen)
        {
            app.MapWhen(context => context.Request.Path == "/kit", none => none.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }));
        }

        app.UseApiProblems();
        app.UseRouting();
        app.UseAuthentication();
        app.UseApiDoor();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseActor();
        app.UsePortal();
        app.UseOwnPagesOnly();
        app.UseLargeUploads();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        app.MapSignOut();
        app.MapStillHere();
        app.MapGroup("").Needs(Right.Export).MapInvoiceFiles();
        app.MapGroup("").Needs(Right.Bill).MapInvoicePreview();
        app.MapGroup("").Needs(Right.EditPatients).MapServiceTemplate();
        app.MapGroup("").Needs(Right.SeeMoney).MapPaymentFiles();
        app.MapGroup("").Needs(Right.SeeInvoices).MapDocumentFiles();
        app.MapGroup("").Needs(Right.SeeMoney).Needs(Right.Export).MapCartera();
        app.MapGroup("").Needs(Right.SeeSettings).Needs(Right.Export).MapLinkFiles();
        app.MapGroup("").Needs(Right.SeePatients).Needs(Right.Export).MapPatientFiles();
        app.MapGroup("").Needs(Right.Enter).MapConfigurationFiles();
        app.MapGroup("").Needs(Right.SeeCharges).MapCopagoFiles();
        app.MapPortal();
        app.MapApi();
        app.MapAutoFactura();
        app.MapDemo(makesMore: isKitOpen);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }

    /// <summary>Where the master key is kept.</summary>
    public static string MasterKeyFile(IConfiguration configuration) =>
        Path.GetFullPath(configuration["MasterKey"] ?? Path.Combine(configuration["Data"]!, "llave-maestra"));

    private static void AddAccounts(this IServiceCollection services, IConfiguration configuration, Uri publicUrl)
    {
        services.AddRights();
        services.AddCascadingAuthenticationState();
        var limits = new SessionLimits(
            configuration.GetValue("Session:Idle", TimeSpan.FromHours(8)),
            configuration.GetValue("Session:Absolute", TimeSpan.FromDays(7)));
        services.AddSingleton(limits);
        services.AddSingleton<SessionStore>();
        services.AddSingleton<OpenCircuits>();
        services.AddHostedService<SessionWatch>();
        services.AddScoped<CircuitSession>();
        services.AddScoped<OwnSessions>();
        services.AddScoped<SecondStep>();
        services.AddSingleton<RecordSignIn>();
        services.AddSingleton<SetUpLink>();
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = publicUrl.CookieName("honorario-formas");
            forms.Cookie.SecurePolicy = publicUrl.CookieSecurity();
            forms.Cookie.Path = "/";
        });
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies =>
        {
            cookies.TwoFactorUserIdCookie!.Configure(cookie =>
            {
                cookie.Cookie.Name = publicUrl.CookieName("honorario-codigo");
                cookie.Cookie.SecurePolicy = publicUrl.CookieSecurity();
            });
            cookies.ApplicationCookie!.Configure<SessionStore>((cookie, sessions) => Configure(cookie, sessions, limits, publicUrl));
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(
            new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddIdentityCore<User>(identity =>
            {
                identity.User.RequireUniqueEmail = true;
                identity.Password.RequiredLength = 10;
                identity.Password.RequireNonAlphanumeric = false;
                identity.Password.RequireUppercase = false;
                identity.Password.RequireDigit = false;
                identity.Password.RequireLowercase = false;
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
            })
            .AddEntityFrameworkStores<HonorarioDb>()
            .AddUserStore<SealedTokens>()
            .AddSignInManager<AccountSignIn>()
            .AddClaimsPrincipalFactory<PracticeClaims>()
            .AddErrorDescriber<SpanishIdentityErrors>()
            .AddDefaultTokenProviders();
    }

    private static void Configure(CookieAuthenticationOptions cookie, SessionStore sessions, SessionLimits limits, Uri publicUrl)
    {
        cookie.SessionStore = sessions;
        cookie.Cookie.Name = publicUrl.CookieName("honorario");
        cookie.Cookie.SecurePolicy = publicUrl.CookieSecurity();
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.LoginPath = "/cuenta/entrar";
        cookie.ReturnUrlParameter = "volver";
        cookie.ExpireTimeSpan = limits.Absolute;
        cookie.SlidingExpiration = false;
        // The session store looks at the security stamp itself, at every request.
        cookie.Events.OnValidatePrincipal = _ => Task.CompletedTask;
        var toSignIn = cookie.Events.OnRedirectToLogin;
        cookie.Events.OnRedirectToLogin = context =>
        {
            if (!context.Request.Path.StartsWithSegments("/api"))
                return toSignIn(context);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        };
        cookie.Events.OnRedirectToAccessDenied = context =>
        {
            var portal = context.HttpContext.User.HasClaim(claim => claim.Type == PracticeClaims.Company);
            if (portal && context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null)
                context.Response.Redirect(BandejaPage.Path);
            else
                context.Response.StatusCode = Rights.WereMissing(context.HttpContext) ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };
    }

    private static IDatabase Database(IConfiguration configuration, string data) => configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres
        ? new PostgresDatabase(postgres)
        : new SqliteDatabase($"Data Source={Path.Combine(data, DatabaseFile)};Default Timeout=30");
}
