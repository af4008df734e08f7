namespace Honorario.Cfdi.Findings;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Only SAT's lists can tell: «sólo el SAT lo sabe». Nothing is claimed.</summary>
    OnlySatKnows,

    /// <summary>Doubtful, yet a PAC would stamp it.</summary>
    Warning,

    /// <summary>A PAC would reject it.</summary>
    Error,
}

/// <summary>What is wrong with a document or a file, under SAT's own code.</summary>
/// <param name="Code">SAT's code (CFDI40119, CRP20217), the PAC's (301, 302), or ours for a certificate (CSD-…).</param>
/// <param name="Severity">Whether it stops the stamp.</param>
/// <param name="Path">Where: <c>Comprobante/Conceptos/Concepto[2]/@Importe</c>; "" for the whole.</param>
/// <param name="Message">What is wrong, in Spanish.</param>
/// <param name="WhatToChange">One Spanish sentence that says what to do.</param>
public sealed record Finding(string Code, Severity Severity, string Path, string Message, string WhatToChange);
