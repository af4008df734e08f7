using Honorario.Billing.Cuentas;

namespace Honorario.Billing.Integraciones;

/// <summary>
/// A key with which a practice's own systems call <c>/api/v1</c>: what it may do, for which emisor and until when. Only hashes are kept. After a rotation
/// the earlier key works for <see cref="Overlap"/> more, so that a system changes over without a gap.
/// </summary>
public sealed class ApiKey : IOwned
{
    public const int NameLength = 60;

    /// <summary>How much of a key is kept to be shown.</summary>
    public const int StartLength = 12;

    /// <summary>How long the earlier key works on after a rotation.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>How long a token of OAuth 2.0 that was given for a key is good for.</summary>
    public static readonly TimeSpan TokenLasts = TimeSpan.FromMinutes(15);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    /// <summary>For which system it is.</summary>
    public required string Name { get; set; }

    /// <summary>The first characters of the key, to tell it from others.</summary>
    public required string Start { get; set; }

    /// <summary>SHA-256 of the key, in hexadecimal.</summary>
    public required string Hash { get; set; }

    /// <summary>That of the key before the last rotation; null when there is none.</summary>
    public string? EarlierHash { get; set; }

    public DateTime? EarlierUntil { get; set; }

    /// <summary>The names of its rights, separated by spaces; one that this version does not know gives nothing.</summary>
    public required string Rights { get; init; }

    /// <summary>The one emisor that it works for; null for all.</summary>
    public Guid? EmisorId { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTime? ExpiresAt { get; init; }

    public DateTime CreatedAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTime? LastUsedAt { get; set; }

    public DateTime? RevokedAt { get; set; }
}

/// <summary>
/// A POST that was begun under an Idempotency-Key, and what it was answered: repeated within a day it gets the same answer and does nothing.
/// Without a status it is under way, or the process ended in the middle of it and nobody knows.
/// </summary>
public sealed class ApiAnswer
{
    public const int KeyLength = 100;

    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The API key that called.</summary>
    public Guid ApiKeyId { get; init; }

    /// <summary>The Idempotency-Key.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path, query and body, in hexadecimal.</summary>
    public required string Request { get; init; }

    public DateTime At { get; init; }
    public int? StatusCode { get; set; }
    public string? ContentType { get; set; }
    public string? Location { get; set; }

    /// <summary>Encrypted: it may tell of patients, or a secret.</summary>
    public byte[]? Body { get; set; }
}
