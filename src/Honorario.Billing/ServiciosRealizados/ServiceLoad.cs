using Honorario.Billing.Cuentas;

namespace Honorario.Billing.ServiciosRealizados;

/// <summary>One file of services that was loaded, so that all of it can be undone.</summary>
public sealed class ServiceLoad : IOwned, IOfPerson
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid? PersonId { get; set; }
    public required string FileName { get; init; }
    public DateTime At { get; init; }
    public required string Who { get; init; }

    /// <summary>How many services it brought.</summary>
    public int Added { get; set; }

    /// <summary>How many that were there it changed.</summary>
    public int Changed { get; set; }

    public DateTime? UndoneAt { get; set; }
    public int Version { get; set; }
}

/// <summary>What a load did to one service; gone once that is undone.</summary>
public sealed class ServiceLoadRow : IOwned
{
    public Guid PracticeId { get; set; }
    public Guid LoadId { get; init; }
    public Guid ServiceId { get; init; }

    /// <summary>The service before, as JSON; null when the load brought it.</summary>
    public string? Before { get; init; }

    /// <summary>The service's version after it: another one tells that somebody changed it since.</summary>
    public int VersionAfter { get; init; }
}

/// <summary>How a kind of file was read last: which column says what, and which written values mean what.</summary>
public sealed class ServiceLayout : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    /// <summary>The file's headings, as searched, in their order.</summary>
    public required string Header { get; init; }

    /// <summary>Column by field, as JSON.</summary>
    public required string Columns { get; set; }

    /// <summary>What a person said of days that can be read two ways: the month comes first; null when it was not asked.</summary>
    public bool? MonthFirst { get; set; }
}

/// <summary>What a file calls an insurer: "GNP" is Grupo Nacional Provincial.</summary>
public sealed class InsurerAlias : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }

    /// <summary>As searched.</summary>
    public required string Written { get; init; }

    public Guid InsurerId { get; set; }
}
