using Honorario.Billing.Cuentas;
using Honorario.Cfdi;

namespace Honorario.Billing.Cancelacion;

/// <summary>How SAT and this account can disagree about a document.</summary>
public enum SatDifference
{
    /// <summary>SAT has it cancelled; here it is in force.</summary>
    CancelledThere,

    /// <summary>SAT has it in force; here it is cancelled.</summary>
    InForceThere,

    /// <summary>SAT does not find it; here it is stamped since more than a day.</summary>
    UnknownThere,
}

/// <summary>What SAT last said of a document of ours.</summary>
public sealed class SatCheck : IOwned
{
    /// <summary>SAT's word for a document in force.</summary>
    public const string InForce = "Vigente";

    /// <summary>SAT's word for a document that it doesn't have, or not yet.</summary>
    public const string NotFound = "No Encontrado";

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PracticeId { get; set; }
    public Guid SealedCfdiId { get; init; }
    public Guid SubjectId { get; init; }
    public required Uuid Uuid { get; init; }
    public DateTime At { get; set; }

    /// <summary>In SAT's words: Vigente, Cancelado or No Encontrado.</summary>
    public string Estado { get; set; } = "";

    public string EsCancelable { get; set; } = "";
    public string EstatusCancelacion { get; set; } = "";

    /// <summary>Null when SAT and this account agree.</summary>
    public SatDifference? Difference { get; set; }
}

/// <summary>The differences in words for the user.</summary>
public static class SatDifferences
{
    public static string Text(this SatDifference difference) => difference switch
    {
        SatDifference.CancelledThere => "El SAT lo tiene cancelado y aquí está vigente.",
        SatDifference.InForceThere => "El SAT lo tiene vigente y aquí está cancelado.",
        _ => "El SAT no lo encuentra y aquí está timbrado.",
    };

    public static string WhatToDo(this SatDifference difference) => difference switch
    {
        SatDifference.CancelledThere =>
            "Si lo cancelaste en otra plataforma o en el portal del SAT, aplica aquí lo que dice el SAT: sus servicios y saldos vuelven a quedar libres. Si "
            + "no lo cancelaste tú, habla con tu contador.",
        SatDifference.InForceThere => "La cancelación no llegó a registrarse en el SAT: vuelve a pedirla.",
        _ => "Compruébalo en el portal del SAT. Si no aparece, pide a quien lo timbró que lo envíe al SAT; mientras tanto no cuenta como factura.",
    };
}
