using Honorario.Cfdi;

namespace Honorario.Billing.Aseguradora;

/// <summary>What a company of the portal is to the invoices that it sees.</summary>
public enum PortalRole
{
    /// <summary>Receives them.</summary>
    Aseguradora,

    /// <summary>Reviews them for the insurer.</summary>
    Administradora,
}

/// <summary>
/// A company on the other side: the insurer itself or its administradora. Its people see the stamped invoices addressed to
/// <see cref="InsurerRfc"/> and nothing else: those of every practice where whoever runs the installation opened it so
/// (<see cref="SeesAll"/>), else those of the practices that invited the person (<see cref="PortalGrant"/>).
/// </summary>
public sealed class PortalCompany
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required string Name { get; set; }
    public PortalRole Role { get; init; }
    public required Rfc InsurerRfc { get; init; }
    public bool SeesAll { get; init; }

    /// <summary>The practice that opened it; null when whoever runs the installation did.</summary>
    public Guid? OpenedBy { get; init; }

    public DateTime CreatedAt { get; init; }

    /// <summary>Whether what arrives is accepted without anybody (<see cref="AcceptByRule"/>).</summary>
    public bool AcceptsAlone { get; set; }

    /// <summary>Up to which total in pesos an invoice is accepted without anybody.</summary>
    public decimal? AcceptUpTo { get; set; }

    /// <summary>The person who set the rule, and whose invitations count for it.</summary>
    public Guid? RuleBy { get; set; }

    /// <summary>That person's name when it was set.</summary>
    public string? RuleByName { get; set; }

    public DateTime? RuleAt { get; set; }

    /// <summary>The reasons offered for a rejection, one a line; null until somebody edits them.</summary>
    public string? RejectionReasons { get; set; }
}

/// <summary>A key with which a company's systems call the API; only its hash is kept.</summary>
public sealed class PortalKey
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid CompanyId { get; init; }
    public PortalCompany Company { get; private set; } = null!;

    /// <summary>The person who made it, and whose invitations count for it.</summary>
    public Guid UserId { get; init; }

    public required string Name { get; init; }

    /// <summary>SHA-256 of the key, in hexadecimal.</summary>
    public required string Hash { get; init; }

    public DateTime CreatedAt { get; init; }

    /// <summary>To the minute.</summary>
    public DateTime? LastUsedAt { get; set; }

    public DateTime? RevokedAt { get; set; }
}

/// <summary>A call already answered: repeated under the same Idempotency-Key it gets the same answer and does nothing.</summary>
public sealed class PortalCall
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid CompanyId { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 of what was asked, in hexadecimal.</summary>
    public required string Request { get; init; }

    public int StatusCode { get; init; }
    public required string Answer { get; init; }
    public DateTime At { get; init; }
}

/// <summary>Where a company wants to hear of every status change, and the secret that signs what it is told.</summary>
public sealed class Webhook
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid CompanyId { get; init; }
    public PortalCompany Company { get; private set; } = null!;

    /// <summary>The person who made it, and whose invitations count for it.</summary>
    public Guid UserId { get; init; }

    public required string Address { get; set; }

    /// <summary>Encrypted.</summary>
    public required byte[] Secret { get; set; }

    public DateTime CreatedAt { get; init; }
}
