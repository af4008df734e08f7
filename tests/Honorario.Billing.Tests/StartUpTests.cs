using System.Security.Cryptography;
using Honorario.Billing.Cuentas;
using Honorario.Billing.DatosFiscales;
using Honorario.Billing.Facturacion;
using Honorario.Billing.Inicio;
using Honorario.Billing.Storage;
using Honorario.Billing.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Honorario.Billing.Tests;

/// <summary>Whatever became of an earlier start, the next one goes on from there or says in a sentence why it can't.</summary>
public sealed class StartUpTests(Databases databases) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("honorario-inicio-").FullName;

    public static TheoryData<Server> Both => Databases.Both;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Processes_that_start_at_once_on_an_empty_database_all_start(Server server)
    {
        var database = await databases.NewAsync(server, migrated: false);

        var starts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => UpgradeAsync(database))));

        starts.Should().AllSatisfy(obstacle => obstacle.Should().BeNull());
    }

    [Fact]
    public async Task An_upgrade_whose_process_died_is_gone_on_with()
    {
        var database = await databases.NewAsync(Server.Sqlite, migrated: false);
        await using (var db = database.Open(Access.Machine()))
        {
            await db.GetService<IMigrator>().MigrateAsync(db.Database.GetMigrations().First());
            await db.Database.ExecuteSqlRawAsync("INSERT INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, '2026-03-20 10:00:00')");
        }

        (await UpgradeAsync(database)).Should().BeNull();

        await using var after = database.Open(Access.Machine());
        (await after.Database.GetPendingMigrationsAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_live_upgrade_is_waited_for_with_a_sentence_in_the_log()
    {
        var file = Path.Combine(_folder, "honorario.db");
        var log = new Sentences();
        Task<string?> starting;
        await using (new FileStream($"{file}.actualizando", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            starting = UpgradeAsync(OpenFile(file), log);
            await log.First.WaitAsync(TimeSpan.FromMinutes(1));
            starting.IsCompleted.Should().BeFalse();
        }

        (await starting).Should().BeNull();
        log.All.Should().ContainSingle(sentence => sentence.Contains("se espera a que termine"));
    }

    [Fact]
    public async Task A_damaged_or_truncated_file_is_told_in_a_sentence_and_left_as_it_is()
    {
        var good = Path.Combine(_folder, "buena.db");
        (await UpgradeAsync(OpenFile(good))).Should().BeNull();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        var whole = await File.ReadAllBytesAsync(good);
        foreach (var (name,
            content) in new[] { ("texto.db", "No soy una base de datos, pero ocupo su lugar; cien bytes o más hacen falta para un encabezado de los suyos."u8
                .ToArray()), ("corta.db", whole[..(whole.Length / 2)]) })
        {
            var file = Path.Combine(_folder, name);
            await File.WriteAllBytesAsync(file, content);

            (await UpgradeAsync(OpenFile(file))).Should().Contain("dañada").And.Contain("respaldo");

            (await File.ReadAllBytesAsync(file)).Should().Equal(content);
        }
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task A_database_keeps_to_its_master_key_and_says_the_way_out_when_it_is_another(Server server)
    {
        var database = await databases.NewAsync(server);
        var file = Path.Combine(_folder, "llave-maestra");
        var first = SecretBox.Open(file);
        (await new BindMasterKey(database, first).RunAsync(file, CancellationToken.None)).Should().BeNull();
        (await new BindMasterKey(database, SecretBox.Open(file)).RunAsync(file, CancellationToken.None)).Should().BeNull("the key was kept");

        File.Move(file, $"{file}.aparte");
        var lost = await new BindMasterKey(database, SecretBox.Open(file)).RunAsync(file, CancellationToken.None);
        lost.Should().Contain("No está la llave maestra").And.Contain("llave nueva");
        File.Exists(file).Should().BeFalse("a new one would hide that it is missing");
        await File.WriteAllBytesAsync(file, RandomNumberGenerator.GetBytes(32));
        (await new BindMasterKey(database, SecretBox.Open(file)).RunAsync(file, CancellationToken.None)).Should().Contain("no es la de esta base de datos");
        await File.WriteAllBytesAsync(file, new byte[7]);
        ((Action)(() => SecretBox.Open(file))).Should().Throw<InvalidDataException>().WithMessage("*dañada*");
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Processes_that_share_a_folder_and_start_at_once_agree_on_one_master_key(Server server)
    {
        var database = await databases.NewAsync(server);
        var file = Path.Combine(_folder, "llave-maestra");
        var boxes = Enumerable.Range(0, 4).Select(_ => SecretBox.Open(file)).ToList();

        var starts = await Task.WhenAll(boxes.Select(box => Task.Run(() => new BindMasterKey(database, box).RunAsync(file, CancellationToken.None))));

        starts.Should().AllSatisfy(obstacle => obstacle.Should().BeNull());
        boxes.Select(box => box.Fingerprint).Distinct().Should().Equal(SecretBox.Open(file).Fingerprint);
        Directory.GetFiles(_folder).Should().Equal(file);
    }

    [Fact]
    public async Task A_database_of_before_the_fingerprint_is_known_by_what_its_key_opens()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));

        (await new BindMasterKey(world.Database, new SecretBox(RandomNumberGenerator.GetBytes(32))).RunAsync("llave-maestra", CancellationToken.None))
            .Should().Contain("no es la de esta base de datos");
        (await new BindMasterKey(world.Database, world.Secrets).RunAsync("llave-maestra", CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task Once_the_lost_key_is_given_up_the_rest_stays_and_the_new_one_counts()
    {
        var world = await BillingWorld.NewAsync(await databases.NewAsync(Server.Sqlite));
        (await new BindMasterKey(world.Database, world.Secrets).RunAsync("llave-maestra", CancellationToken.None)).Should().BeNull();
        await world.DraftAsync("CI-1");
        var another = new BindMasterKey(world.Database, new SecretBox(RandomNumberGenerator.GetBytes(32)));

        await another.ReplaceAsync(CancellationToken.None);

        (await another.RunAsync("llave-maestra", CancellationToken.None)).Should().BeNull();
        await using var db = world.Storage.Open();
        (await db.Invoices().CountAsync()).Should().Be(1);
        (await db.Llaves().CountAsync()).Should().Be(0, "they have to be loaded again");
    }

    private static SqliteDatabase OpenFile(string file) => new($"Data Source={file};Default Timeout=30");

    private static async Task<string?> UpgradeAsync(IDatabase database, ILogger? log = null)
    {
        await using var db = database.Open(Access.Machine());
        return await db.UpgradeAsync(log ?? NullLogger.Instance, CancellationToken.None);
    }

    private sealed class Sentences : ILogger
    {
        private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task First => _first.Task;

        public List<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            All.Add(formatter(state, exception));
            _first.TrySetResult();
        }
    }
}
