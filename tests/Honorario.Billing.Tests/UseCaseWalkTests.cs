using System.Collections;
using System.Reflection;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Inicio;
using Honorario.Billing.Pacientes;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Tests;

/// <summary>Every public method of every use case, called by who may not, with ids out of every table: nothing changes and nothing is handed over.</summary>
public class UseCaseWalkTests(Databases databases)
{
    private static readonly DateOnly Today = BillingWorld.Today;

    [Fact]
    public async Task Nobody_an_ended_one_an_accountant_both_kinds_of_portal_people_and_a_stranger_change_nothing()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.StampedAsync(1000);
        await world.Billing.AddServicesAsync(2, "B");
        await world.Billing.DraftWithAllAsync("CI-BORRADOR");
        var stranger = await BillingWorld.NewAsync(world.Billing.Database);
        var (tables, ids) = await LookAsync(world.Billing);
        ids.Should().HaveCountGreaterThan(10);
        var before = await RowsAsync(world.Billing, tables);
        var accountant = Role.Shipped[PracticeRole.Contador];
        var actors = new Dictionary<string, Action<Actor>>
        {
            ["nobody"] = _ => { },
            ["ended"] = actor =>
            {
                actor.ActAs(BillingWorld.Person(world.Billing.PracticeId, "ana", Enum.GetValues<Right>()));
                actor.End();
            },
            ["accountant"] = actor => actor.ActAs(BillingWorld.Person(world.Billing.PracticeId, "contador", [.. accountant.Rights])),
            ["insurer"] = actor => actor.ActForCompany(Guid.NewGuid(), Guid.NewGuid(), "marta", pays: true),
            ["reviewer"] = actor => actor.ActForCompany(Guid.NewGuid(), Guid.NewGuid(), "rita", pays: false),
            ["stranger"] = actor => actor.ActAs(BillingWorld.Person(stranger.PracticeId, "ajena", [.. Role.Shipped[PracticeRole.Administracion].Rights])),
        };
        foreach (var (name, become) in actors)
        {
            var (calls, refused) = (0, 0);
            foreach (var (type, method) in Methods())
            {
                using var scope = world.Scope();
                var actor = scope.ServiceProvider.GetRequiredService<Actor>();
                become(actor);
                if (scope.ServiceProvider.GetService(type) is not { } useCase)
                    continue;
                for (var number = 0; number < 3; number++)
                {
                    calls++;
                    refused += await CallAsync(useCase, method, ids, calls) ? 0 : 1;
                }
            }

            calls.Should().BeGreaterThan(300);
            if (name != "stranger")
                refused.Should().BeGreaterThan(100, name);
            (await RowsAsync(world.Billing, tables)).Should().Equal(before, name);
        }
    }

    [Fact]
    public async Task Every_entry_of_the_audit_log_names_the_row_that_it_is_about()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.StampedAsync(1000);
        await world.AsAsync((EditRoles use) => use.RunAsync(
            new RoleForm(null, "Mostrador", new HashSet<Right> { Right.SeeCharges }, OnlyOwn: false), CancellationToken.None));
        await world.AsAsync((EditPatient use) => use.RunAsync(null, 0, new PatientForm("Ana", "", "", null, []), CancellationToken.None));
        await world.AsAsync((OpenCash use) => use.RunAsync(100, CancellationToken.None));
        await world.AsAsync((CutCash use) => use.RunAsync(new Dictionary<string, decimal>(), CancellationToken.None));
        await using var db = world.Billing.Storage.Open();
        var entries = await db.Audit().AsNoTracking().ToListAsync();
        entries.Select(entry => entry.What).Distinct().Should().HaveCountGreaterThan(5);

        var named = await world.AsAsync((NameSubjects use) => use.RunAsync([.. entries.Select(entry => entry.SubjectId)], CancellationToken.None));

        entries.Where(entry => !named.ContainsKey(entry.SubjectId)).Select(entry => entry.What).Should().BeEmpty();
    }

    private static IEnumerable<(Type Type, MethodInfo Method)> Methods() =>
        from type in typeof(HonorarioStorage).Assembly.GetTypes()
        where type is { IsClass: true, IsAbstract: false } && type != typeof(HonorarioStorage)
        where type.GetConstructors().Any(made => made.GetParameters().Any(parameter => parameter.ParameterType == typeof(HonorarioStorage) || parameter.ParameterType.Name == "PortalInvoices"))
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where typeof(Task).IsAssignableFrom(method.ReturnType) && !method.IsGenericMethod
        select (type, method);

    /// <returns>False when the right was missing.</returns>
    private static async Task<bool> CallAsync(object useCase, MethodInfo method, List<Guid> ids, int seed)
    {
        try
        {
            await (Task)method.Invoke(useCase, [.. method.GetParameters().Select((parameter, at) => Make(parameter.ParameterType, ids, seed + at))])!;
            return true;
        }
        catch (Exception fault) when (fault is NoRightException || fault.InnerException is NoRightException)
        {
            return false;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return true;
        }
    }

    private static object? Make(Type type, List<Guid> ids, int seed) => type switch
    {
        _ when type == typeof(Guid) || type == typeof(Guid?) => ids[seed % ids.Count],
        _ when type == typeof(string) => "prueba",
        _ when type == typeof(DateOnly) => Today,
        _ when type == typeof(DateTime) => BillingWorld.Now.UtcDateTime,
        _ when type == typeof(CancellationToken) => CancellationToken.None,
        _ when type == typeof(byte[]) => "<a/>"u8.ToArray(),
        _ when type.IsValueType => Activator.CreateInstance(type),
        _ when typeof(Delegate).IsAssignableFrom(type) => null,
        _ when type.IsArray => Array.CreateInstance(type.GetElementType()!, 0),
        { IsGenericType: true } when typeof(IEnumerable).IsAssignableFrom(type) => Empty(type),
        { IsInterface: true } or { IsAbstract: true } => null,
        _ => type.GetConstructors().OrderByDescending(made => made.GetParameters().Length).FirstOrDefault() is { } made
            ? made.Invoke([.. made.GetParameters().Select((parameter, at) => Make(parameter.ParameterType, ids, seed + at))])
            : null,
    };

    private static object? Empty(Type type)
    {
        var of = type.GetGenericArguments();
        var kind = of.Length == 2 ? typeof(Dictionary<,>).MakeGenericType(of) : type.Name.Contains("Set", StringComparison.Ordinal) ? typeof(HashSet<>).MakeGenericType(of) : typeof(List<>).MakeGenericType(of);
        return type.IsAssignableFrom(kind) ? Activator.CreateInstance(kind) : null;
    }

    private static async Task<(List<string> Tables, List<Guid> Ids)> LookAsync(BillingWorld world)
    {
        var tables = await AskAsync(world, "SELECT t.name FROM sqlite_master t WHERE t.type = 'table' AND (SELECT count(*) FROM pragma_table_info(t.name) WHERE name = 'practice_id') = 1");
        var ids = new List<Guid>();
        foreach (var table in tables.Where(table => table != "AspNetUsers"))
        {
            if ((await AskAsync(world, $"SELECT name FROM pragma_table_info('{table}') WHERE name = 'id'")).Count > 0)
                ids.AddRange((await AskAsync(world, $"SELECT id FROM \"{table}\" WHERE practice_id = '{world.PracticeId.ToString().ToUpperInvariant()}' LIMIT 3")).Select(Guid.Parse));
        }

        return (tables, ids);
    }

    private static async Task<List<string>> RowsAsync(BillingWorld world, List<string> tables)
    {
        var rows = new List<string>();
        foreach (var table in tables.Except(["audit"]))
            rows.AddRange(await AskAsync(world, $"SELECT * FROM \"{table}\" WHERE practice_id = '{world.PracticeId.ToString().ToUpperInvariant()}' ORDER BY 1, 2"));
        return rows;
    }

    private static async Task<List<string>> AskAsync(BillingWorld world, string sql)
    {
        await using var db = world.Storage.Open();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(at => reader.GetValue(at) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(at)}")));
        return rows;
    }
}
