using System.Reflection;
using System.Text.RegularExpressions;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Honorario.Architecture.Tests;

/// <summary>One door: nothing reaches a row but by saying with which right.</summary>
public class SecurityTests
{
    /// <summary>Where the machine itself opens the database, for what belongs to no practice or before anybody is known.</summary>
    private static readonly string[] Machines =
    [
        "Storage/Access.cs", "Storage/DesignTime.cs", "Outbox/OutboxDispatcher.cs", "Outbox/OutboxLeases.cs", "Outbox/OutboxListener.cs",
        "Tareas/PlanDay.cs", "Aseguradora/AnswerStatusCall.cs", "AutoFactura/ViewPublicTicket.cs", "Inicio/BindMasterKey.cs", "Inicio/ViewWaiting.cs",
        "Cuentas/SessionStore.cs", "Cuentas/SessionWatch.cs", "Cuentas/OwnSessions.cs", "Integraciones/OpenApiKey.cs", "Aseguradora/OpenPortalKey.cs",
        "Integraciones/KeepAnswers.cs", "Inicio/WatchStamps.cs", "Jobs/DayJob.cs", "Demo/DemoData.cs", "Hosting.cs",
    ];

    /// <summary>Judges rows in the context that its use case opened.</summary>
    private const string OpenedBefore = "RegistroDeServicios/Importar/ImportPreview.cs";

    [Fact]
    public async Task The_table_of_rights_is_what_the_code_says()
    {
        var made = await SecurityTable.WriteAsync(Path.Combine(Root(), "src"));
        var file = Path.Combine(Root(), "docs", "security.md");
        if (Environment.GetEnvironmentVariable("HONORARIO_WRITE_SECURITY") == "1")
            await File.WriteAllTextAsync(file, made);

        (await File.ReadAllTextAsync(file)).Should().Be(made, "tools/security writes it anew");
    }

    [Fact]
    public void Storage_is_opened_with_a_right_and_never_without() => typeof(HonorarioStorage).GetMethods().Where(method => method.Name == "Open")
        .Should().OnlyContain(method => method.GetParameters().Length > 0 && method.GetParameters().All(parameter => parameter.ParameterType == typeof(Right)));

    [Fact]
    public void The_machine_opens_the_database_by_itself_only_where_nobody_can_be_known() => Sources()
        .Where(file => Regex.IsMatch(File.ReadAllText(file), @"Access\.Machine\(\)|new Access\("))
        .Select(file => file.Split("/src/")[1].Split('/', 2)[1])
        .Except(["Storage/HonorarioStorage.cs", "Cuentas/RecordSignIn.cs", "Storage/StorageServices.cs"])
        .Where(file => !Machines.Any(known => file.EndsWith(known, StringComparison.Ordinal)))
        .Should().BeEmpty();

    /// <summary>Accounts are kept as Identity keeps them, on a context that no right opened: who takes one asks the actor, or is asked before there is
    /// one.</summary>
    [Fact]
    public void Only_what_keeps_accounts_takes_a_context_that_no_right_opened() => Sources()
        .Where(file => Regex
            .IsMatch(File.ReadAllText(file), @"(?:class|record) \w+(?:<\w+>)?\([^)]*\bHonorarioDb \w+|GetRequiredService<HonorarioDb>|GetService<HonorarioDb>"))
        .Select(file => file.Split("/src/")[1].Split('/', 2)[1])
        .Except([OpenedBefore])
        .Should().BeEquivalentTo(
            "Aseguradora/InvitePortalUser.cs", "Aseguradora/OpenPortalCompany.cs", "Cuentas/CompanyPeople.cs", "Cuentas/ForgottenPassword.cs",
            "Cuentas/OpenFirstAccount.cs", "Cuentas/PracticeClaims.cs", "Cuentas/PracticePeople.cs", "Cuentas/SealedTokens.cs", "PortalCommand.cs");

    [Fact]
    public void Every_page_asks_for_a_right_or_the_portal_or_says_that_it_is_public()
    {
        var open = from type in Assembly.Load("Honorario.Web").GetTypes()
                   from route in type.GetCustomAttributes<RouteAttribute>()
                   where !type.GetCustomAttributes<AuthorizeAttribute>().Any() && type.GetCustomAttribute<AllowAnonymousAttribute>() is null
                   select route.Template;

        open.Should().BeEmpty();
    }

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path
        .GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
