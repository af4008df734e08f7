namespace Honorario.Web.Components.Kit;

/// <summary>A field of a form, as its form sees it.</summary>
public interface IFormField
{
    /// <summary>Of the element that takes the focus.</summary>
    string Id { get; }

    /// <summary>As the screen names it.</summary>
    string Label { get; }

    /// <summary>What is wrong with it, or asked about it; null when nothing.</summary>
    string? Complaint { get; }

    /// <summary>What the use case said of it last, changed since or not; null when nothing.</summary>
    string? Blamed { get; }

    /// <summary>Whether what stands in it can't be taken as it is: the form must not be sent.</summary>
    bool Unclear { get; }

    /// <summary>Reads what stands in it and says what is wrong.</summary>
    Task SettleAsync();

    /// <summary>Keeps what stands in it with the form's draft; what is typed the browser keeps by itself.</summary>
    Task KeepAsync();

    /// <summary>Puts back what a person had written before the page was lost.</summary>
    Task RestoreAsync(string text);
}

/// <summary>A line of the summary of errors.</summary>
/// <param name="FieldId">The element to go to; null when it is about the whole.</param>
/// <param name="Label">The field's name; null when it is about the whole.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Code">SAT's or the PAC's code, for technicians.</param>
/// <param name="Link">A page that helps.</param>
public sealed record Complaint(string? FieldId, string? Label, string Message, string? Code = null, string? Link = null);
