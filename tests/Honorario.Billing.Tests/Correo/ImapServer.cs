using System.Diagnostics;
using System.Text;
using Honorario.Tests;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using MimeKit;

namespace Honorario.Billing.Tests.Correo;

/// <summary>A real IMAP server (Dovecot) in a temporary folder, as a user without rights, with one box.</summary>
internal sealed class ImapServer : IAsyncDisposable
{
    public const string User = "facturas@consultorio.example";
    public const string Password = "clave-imap";

    private readonly Process _process;
    private readonly string _folder;

    private ImapServer(Process process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

    public int Port { get; }

    public static async Task<ImapServer> StartAsync()
    {
        var (folder, port) = (Directory.CreateTempSubdirectory("honorario-imap-").FullName, Ports.Free());
        // As root it is started as nobody, who owns the folder.
        var root = Environment.IsPrivilegedProcess;
        var (user, group) = root ? ("nobody", "nogroup") : (await SayAsync("id", "-un"), await SayAsync("id", "-gn"));
        await File.WriteAllTextAsync(Path.Combine(folder, "users"), $"{User}:{{PLAIN}}{Password}\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "conf"), $$"""
            base_dir = {{folder}}/run
            state_dir = {{folder}}/run
            log_path = /dev/stderr
            protocols = imap
            listen = 127.0.0.1
            ssl = no
            disable_plaintext_auth = no
            auth_failure_delay = 0
            default_internal_user = {{user}}
            default_internal_group = {{group}}
            default_login_user = {{user}}
            first_valid_uid = 1
            mail_location = maildir:{{folder}}/mail
            passdb {
              driver = passwd-file
              args = scheme=PLAIN {{folder}}/users
            }
            userdb {
              driver = static
              args = uid={{user}} gid={{group}} home={{folder}}
            }
            service imap-login {
              chroot =
              inet_listener imap {
                port = {{port}}
              }
              inet_listener imaps {
                port = 0
              }
            }
            service anvil {
              chroot =
            }

            """);
        if (root)
            await SayAsync("chown", "-R", user, folder);
        string[] dovecot = ["/usr/sbin/dovecot", "-F", "-c", Path.Combine(folder, "conf")];
        string[] command = root ? ["/usr/bin/setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups", "--", .. dovecot] : dovecot;
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, WorkingDirectory = "/" })!;
        var told = new StringBuilder();
        while (await process.StandardError.ReadLineAsync() is { } line && !told.Append(line).ToString().Contains("starting up", StringComparison.Ordinal))
            told.AppendLine();
        if (process.HasExited)
            throw new InvalidOperationException($"Dovecot did not start: {told}");
        // Its log goes on; a full pipe would hold it up.
        _ = process.StandardError.ReadToEndAsync();
        return new ImapServer(process, folder, port);
    }

    /// <summary>Lays messages into a folder, as they arrived at a moment.</summary>
    public Task ArriveAsync(DateTimeOffset at, string folder, params IEnumerable<string> messages) => AsAsync(async client =>
    {
        if (folder != "INBOX" && !(await client.GetFoldersAsync(client.PersonalNamespaces[0])).Any(one => one.FullName == folder))
            await client.GetFolder(client.PersonalNamespaces[0]).CreateAsync(folder, isMessageFolder: true);
        var box = await client.GetFolderAsync(folder);
        foreach (var message in messages)
            await box.AppendAsync(MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(message))), MessageFlags.None, at);
    });

    /// <summary>Lays bytes into the inbox, whatever they are; the box must have been opened before.</summary>
    public void Arrive(DateTimeOffset at, string bytes)
    {
        var (made, arrived) = (Path.Combine(_folder, "mail", "tmp", "0.crudo"), Path.Combine(_folder, "mail", "new", "0.crudo"));
        File.WriteAllText(made, bytes, Encoding.Latin1);
        File.SetLastWriteTimeUtc(made, at.UtcDateTime);
        File.Move(made, arrived);
    }

    /// <summary>How many messages are in a folder and how many of them nobody has seen.</summary>
    public async Task<(int All, int Unseen)> CountAsync(string folder = "INBOX")
    {
        var found = (0, 0);
        await AsAsync(async client =>
        {
            var box = await client.GetFolderAsync(folder);
            await box.OpenAsync(FolderAccess.ReadOnly);
            found = (box.Count, (await box.SearchAsync(SearchQuery.NotSeen)).Count);
        });
        return found;
    }

    /// <summary>The folder is gone, and one of its name will be another.</summary>
    public Task RemoveAsync(string folder) => AsAsync(async client => await (await client.GetFolderAsync(folder)).DeleteAsync());

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AsAsync(Func<ImapClient, Task> work)
    {
        using var client = new ImapClient();
        await client.ConnectAsync("127.0.0.1", Port, SecureSocketOptions.None);
        await client.AuthenticateAsync(User, Password);
        await work(client);
        await client.DisconnectAsync(quit: true);
    }

    private static async Task<string> SayAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said.Trim();
    }
}
