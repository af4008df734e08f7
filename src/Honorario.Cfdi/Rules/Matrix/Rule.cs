using Honorario.Cfdi.Anexo20;
using Honorario.Cfdi.Findings;
using Honorario.Cfdi.Rules.Views;

namespace Honorario.Cfdi.Rules.Matrix;

/// <summary>One validation of SAT's matrices.</summary>
/// <typeparam name="T">The part of the document that it looks at.</typeparam>
/// <param name="Code">SAT's code.</param>
/// <param name="At">The attribute that the finding points at; null for the element.</param>
/// <param name="Breaks">Whether a part breaks it.</param>
/// <param name="Message">What is wrong, in Spanish.</param>
/// <param name="WhatToChange">One Spanish sentence.</param>
/// <param name="Severity">How much it matters.</param>
internal sealed record Rule<T>(
    string Code, string? At, Func<T, bool> Breaks, Func<T, string> Message, Func<T, string> WhatToChange, Severity Severity = Severity.Error)
    where T : IView
{
    public Rule(string code, string? at, Func<T, bool> breaks, string message, string whatToChange, Severity severity = Severity.Error)
        : this(code, at, breaks, _ => message, _ => whatToChange, severity)
    {
    }

    public Rule(string code, string? at, Func<T, bool> breaks, string message, Func<T, string> whatToChange)
        : this(code, at, breaks, _ => message, whatToChange)
    {
    }

    /// <summary>Whether a part breaks the rule; amounts that cannot be computed with do.</summary>
    public bool IsBrokenBy(T view)
    {
        try
        {
            return Breaks(view);
        }
        catch (OverflowException)
        {
            return true;
        }
    }

    /// <summary>The finding about a part that breaks the rule.</summary>
    public Finding Find(T view)
    {
        try
        {
            return Find(view, WhatToChange(view));
        }
        catch (OverflowException)
        {
            return Find(view, "Corrige los importes: son tan grandes que no se pueden sumar ni multiplicar.");
        }
    }

    /// <summary>Advice to write what stands there already is none: then what it is the sum of is wrong.</summary>
    private static string Useful(string? value, string whatToChange) =>
        value is { Length: > 0 } && whatToChange.StartsWith($"Escribe {value} en ", StringComparison.Ordinal)
            ? "Es lo que debe ser: corrige los importes de los que es la suma."
            : whatToChange;

    private Finding Find(T view, string whatToChange)
    {
        var value = At is null ? null : view.Element.Attribute(At)?.Value;
        var says = value is null || Severity == Severity.OnlySatKnows ? "" : $" Dice \"{Structure.Shorten(value)}\".";
        return new Finding(Code, Severity, XmlPath.Of(view.Element, At), Message(view) + says, Useful(value, whatToChange));
    }
}

/// <summary>Collects what the rules find; a rule that a document breaks everywhere is told a few times.</summary>
internal sealed class Report
{
    private const int MostOfOneCode = 20;

    private readonly Dictionary<string, int> _told = [];

    public List<Finding> Findings { get; } = [];

    public void Check<T>(Rule<T>[] rules, T? view)
        where T : class, IView
    {
        if (view is null)
            return;
        foreach (var rule in rules)
        {
            if (!rule.IsBrokenBy(view))
                continue;
            var told = _told.GetValueOrDefault(rule.Code);
            if (told == MostOfOneCode)
                continue;
            _told[rule.Code] = told + 1;
            Findings.Add(rule.Find(view));
        }
    }

    public void Check<T>(Rule<T>[] rules, IEnumerable<T> views)
        where T : class, IView
    {
        foreach (var view in views)
            Check(rules, view);
    }
}
