using System.Collections;
using System.Reflection;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Inicio;
using Honorario.Billing.Pacientes;
using Honorario.Billing.Storage;
using Honorario.Billing.Tareas;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Tests;

/// <summary>Every public method of every use case, called by everybody with ids out of every table, against the table of rights in docs/security.md.</summary>
public class UseCaseWalkTests(Databases databases)
{
    private static readonly DateOnly Today = BillingWorld.Today;

    [Fact]
    public async Task Everybody_is_let_in_where_the_table_of_rights_says_and_who_may_change_nothing_changes_nothing()
    {
        var database = new NotingDatabase(await databases.NewAsync(Server.Sqlite));
        await using var world = await PagosWorld.NewAsync(database.Inner, more: services => services.AddSingleton<IDatabase>(database));
        await world.StampedAsync(1000);
        await world.Billing.AddServicesAsync(2, "B");
        await world.Billing.DraftWithAllAsync("CI-BORRADOR");
        var stranger = await BillingWorld.NewAsync(world.Billing.Database);
        var (tables, ids) = await LookAsync(world.Billing);
        ids.Should().HaveCountGreaterThan(10);
        var before = await RowsAsync(world.Billing, tables);
        var table = Table();
        void Be(Actor actor, PracticeRole role, Guid practice)
        {
            var person = BillingWorld.Person(practice, $"{role}", [.. Role.Shipped[role].Rights]);
            actor.ActAs(person with { OnlyOwn = Role.Shipped[role].OnlyOwn });
        }

        var actors = new (string Name, Action<Actor> Become, bool Changes)[]
        {
            ("nobody", _ => { }, false),
            ("ended", actor =>
            {
                actor.ActAs(BillingWorld.Person(world.Billing.PracticeId, "ana", Enum.GetValues<Right>()));
                actor.End();
            }, false),
            ("insurer", actor => actor.ActForCompany(Guid.NewGuid(), Guid.NewGuid(), "marta", pays: true), false),
            ("reviewer", actor => actor.ActForCompany(Guid.NewGuid(), Guid.NewGuid(), "rita", pays: false), false),
            ("stranger", actor => Be(actor, PracticeRole.Administracion, stranger.PracticeId), false),
            ("accountant", actor => Be(actor, PracticeRole.Contador, world.Billing.PracticeId), false),
            ("cashier", actor => Be(actor, PracticeRole.Caja, world.Billing.PracticeId), true),
            ("physician", actor => Be(actor, PracticeRole.Medico, world.Billing.PracticeId), true),
            ("assistant", actor => Be(actor, PracticeRole.Facturacion, world.Billing.PracticeId), true),
            ("administrator", actor => Be(actor, PracticeRole.Administracion, world.Billing.PracticeId), true),
        };
        var wrong = new SortedSet<string>();
        foreach (var (name, become, changes) in actors)
        {
            var (calls, refused, compared) = (0, 0, 0);
            foreach (var (type, method) in Methods())
            {
                for (var number = 0; number < 3; number++)
                {
                    using var scope = world.Scope();
                    var actor = scope.ServiceProvider.GetRequiredService<Actor>();
                    become(actor);
                    if (scope.ServiceProvider.GetService(type) is not { } useCase)
                        break;
                    calls++;
                    database.Opened.Clear();
                    var missing = await CallAsync(useCase, method, ids, calls);
                    refused += missing is null ? 0 : 1;
                    if ((IsDaily(type, method) ? [[Right.RunJobs]] : table.GetValueOrDefault($"{type.Name}.{method.Name}")) is not { } opens)
                        continue;
                    compared++;
                    if (missing is { } right && opens.All(one => one.Any(actor.May)))
                        wrong.Add($"{name} may {type.Name}.{method.Name} and is refused for want of {right}");
                    if (missing is null && !opens.Any(one => one.Any(actor.May)) && database.Opened.Any(access => access.Actor.PersonId == actor.PersonId))
                        wrong.Add($"{name} may not {type.Name}.{method.Name} and is let in");
                }
            }

            calls.Should().BeGreaterThan(300);
            compared.Should().BeGreaterThan(300);
            if (changes)
                continue;
            if (name != "stranger")
                refused.Should().BeGreaterThan(100, name);
            (await RowsAsync(world.Billing, tables)).Should().Equal(before, name);
        }

        string.Join('\n', wrong).Should().BeEmpty();
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

    [Fact]
    public async Task Who_sees_the_own_only_reads_in_the_audit_log_what_it_did_itself()
    {
        await using var world = await PagosWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        await world.AsAsync((EditPatient use) => use.RunAsync(null, 0, new PatientForm("Ana", "", "", null, []), CancellationToken.None));
        Actor As(bool onlyOwn)
        {
            var actor = new Actor();
            actor.ActAs(BillingWorld.Person(world.Billing.PracticeId, "médica", Right.ReadAudit, Right.EditPatients) with { OnlyOwn = onlyOwn });
            return actor;
        }

        async Task<IReadOnlyList<AuditEntry>> ReadAsync(bool onlyOwn) => (await new ListAudit(
            new HonorarioStorage(world.Billing.Database, As(onlyOwn), world.Billing.BeforeSave)).RunAsync(
                new AuditFilter(null, null, ""), 0, CancellationToken.None)).Rows;
        (await ReadAsync(onlyOwn: false)).Should().NotBeEmpty();
        (await ReadAsync(onlyOwn: true)).Should().BeEmpty();

        var storage = new HonorarioStorage(world.Billing.Database, As(onlyOwn: true), world.Billing.BeforeSave);
        await using (var db = storage.Open(Right.EditPatients))
        {
            db.Record(Guid.CreateVersion7(), world.Billing.Clock.GetUtcNow().UtcDateTime, "Lo suyo");
            await db.SaveChangesAsync();
        }

        (await ReadAsync(onlyOwn: true)).Single().What.Should().Be("Lo suyo");
    }

    private static IEnumerable<(Type Type, MethodInfo Method)> Methods() =>
        from type in typeof(HonorarioStorage).Assembly.GetTypes()
        where type is { IsClass: true, IsAbstract: false } && type != typeof(HonorarioStorage)
        where type.GetConstructors().Any(made => made.GetParameters().Any(parameter => parameter.ParameterType == typeof(HonorarioStorage)
            || parameter.ParameterType.Name == "PortalInvoices"))
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where typeof(Task).IsAssignableFrom(method.ReturnType) && !method.IsGenericMethod
        select (type, method);

    /// <summary>What a job does each day, beside what people ask for by the same name.</summary>
    private static bool IsDaily(Type type, MethodInfo method) =>
        typeof(IDailyWork).IsAssignableFrom(type) && type.GetInterfaceMap(typeof(IDailyWork)).TargetMethods.Contains(method);

    /// <returns>The right that was missing; null when none was.</returns>
    private static async Task<Right?> CallAsync(object useCase, MethodInfo method, List<Guid> ids, int seed)
    {
        try
        {
            await (Task)method.Invoke(useCase, [.. method.GetParameters().Select((parameter, at) => Make(parameter.ParameterType, ids, seed + at))])!;
            return null;
        }
        catch (Exception fault) when ((fault as NoRightException ?? fault.InnerException as NoRightException) is { } refused)
        {
            return refused.Right;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return null;
        }
    }

    /// <summary>The use cases of docs/security.md with the rights that each asks for, one of those of a pair being enough.</summary>
    private static Dictionary<string, Right[][]> Table([System.Runtime.CompilerServices.CallerFilePath] string here = "")
    {
        var lines = File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "docs", "security.md"));
        var rows = lines.SkipWhile(line => line != "## Use cases").TakeWhile(line => line != "## Addresses")
            .Where(line => line.Contains(" · ", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries));
        return rows.GroupBy(row => row[1].Split(" · ")[1]).ToDictionary(
            same => same.Key,
            same => same.SelectMany(row => row[2].Split(", ")).Select(one => one.Split(" or ").Select(Enum.Parse<Right>).ToArray()).ToArray());
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
        var kind = of.Length == 2 ? typeof(Dictionary<,>).MakeGenericType(of) : type.Name.Contains("Set", StringComparison.Ordinal) ? typeof(HashSet<>)
            .MakeGenericType(of) : typeof(List<>).MakeGenericType(of);
        return type.IsAssignableFrom(kind) ? Activator.CreateInstance(kind) : null;
    }

    private static async Task<(List<string> Tables, List<Guid> Ids)> LookAsync(BillingWorld world)
    {
        var tables =
            await AskAsync(world,
                "SELECT t.name FROM sqlite_master t WHERE t.type = 'table' AND (SELECT count(*) FROM pragma_table_info(t.name) WHERE name = 'practice_id') = 1");
        var ids = new List<Guid>();
        foreach (var table in tables.Where(table => table != "AspNetUsers"))
        {
            if ((await AskAsync(world, $"SELECT name FROM pragma_table_info('{table}') WHERE name = 'id'")).Count > 0)
                ids.AddRange((await AskAsync(world,
                    $"SELECT id FROM \"{table}\" WHERE practice_id = '{world.PracticeId.ToString().ToUpperInvariant()}' LIMIT 3")).Select(Guid.Parse));
        }

        return (tables, ids);
    }

    private static async Task<List<string>> RowsAsync(BillingWorld world, List<string> tables)
    {
        var rows = new List<string>();
        foreach (var table in tables.Except(["audit"]))
            rows.AddRange(await AskAsync(world,
                $"SELECT * FROM \"{table}\" WHERE practice_id = '{world.PracticeId.ToString().ToUpperInvariant()}' ORDER BY 1, 2"));
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
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount)
                .Select(at => reader.GetValue(at) is byte[] bytes ? Convert.ToHexString(bytes) : $"{reader.GetValue(at)}")));
        return rows;
    }

    /// <summary>Notes by whom it is opened.</summary>
    private sealed class NotingDatabase(IDatabase inner) : IDatabase
    {
        public IDatabase Inner => inner;

        public List<Access> Opened { get; } = [];

        public AccountChanges Accounts => inner.Accounts;

        public PracticeChanges Practices => inner.Practices;

        public HonorarioDb Open(Access access, params IReadOnlyList<IBeforeSave> beforeSave)
        {
            if (access.Right is not null)
                Opened.Add(access);
            return inner.Open(access, beforeSave);
        }

        public Task HearOthersAsync(CancellationToken stop) => inner.HearOthersAsync(stop);
    }
}
