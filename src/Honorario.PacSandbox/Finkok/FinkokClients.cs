using System.Collections.Concurrent;
using System.Xml.Linq;

namespace Honorario.PacSandbox;

/// <summary>An emisor of the account.</summary>
/// <param name="Rfc">The RFC.</param>
/// <param name="Status">A active, S suspended.</param>
/// <param name="Credit">Stamps left, -1 without a limit.</param>
internal sealed record FinkokClient(string Rfc, string Status, long Credit);

/// <summary>The emisores of the account, in memory; their certificates are with <see cref="StoredCsds"/>.</summary>
internal sealed class FinkokClients(StoredCsds csds)
{
    private readonly ConcurrentDictionary<string, FinkokClient> _clients = new();

    public FinkokClient? Find(string rfc) => _clients.GetValueOrDefault(rfc);

    public IReadOnlyList<FinkokClient> All() => [.. _clients.Values.OrderBy(client => client.Rfc, StringComparer.Ordinal)];

    public void Keep(FinkokClient client) => _clients[client.Rfc] = client;

    /// <summary>Keeps it with the certificate that came along, if one did.</summary>
    /// <returns>Why not; null when it is kept.</returns>
    public string? Keep(FinkokClient client, XElement operation)
    {
        var (cer, key) = (FinkokAnswers.Bytes(operation, "cer"), FinkokAnswers.Bytes(operation, "key"));
        if (cer.Length > 0 && csds.Save(cer, key, operation.Text("passphrase")) is { } why)
            return why;
        Keep(client);
        return null;
    }
}
