using Honorario.Escritura;
using Honorario.Web.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Honorario.Web.Components.Kit;

/// <summary>A day: typed in any of the forms of <see cref="TypedDate"/>, moved by the arrow keys, or picked from the browser's calendar.</summary>
public sealed class DateField : TypedField<DateOnly?>
{
    private const string Calendar = """
        <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
          <path d="M5 5h14v15H5zM5 9h14M9 3v4M15 3v4" fill="none" stroke="currentColor" stroke-width="1.7"/>
        </svg>
        """;

    [Inject]
    private MexicanToday Today { get; set; } = null!;

    protected override string Example => "dd/mm/aaaa";

    protected override Reading<DateOnly?> Read(string text) => TypedDate.Read(text, Today.Date).Map(day => (DateOnly?)day);

    protected override string Write(DateOnly? value) => value is { } day ? TypedDate.Write(day) : "";

    protected override Task KeyAsync(KeyboardEventArgs key) => (key.Key, Given ?? Today.Date) switch
    {
        ("ArrowUp", var day) when day < DateOnly.MaxValue => TakeAsync(Given is null ? day : day.AddDays(1)),
        ("ArrowDown", var day) when day > DateOnly.MinValue => TakeAsync(Given is null ? day : day.AddDays(-1)),
        ("PageUp", var day) when day.Year < 9999 => TakeAsync(Given is null ? day : day.AddMonths(1)),
        ("PageDown", var day) when day.Year > 1 => TakeAsync(Given is null ? day : day.AddMonths(-1)),
        _ => Task.CompletedTask,
    };

    protected override RenderFragment? Beside => ReadOnly || Disabled ? null : builder =>
    {
        builder.OpenElement(0, "button");
        builder.AddAttribute(1, "type", "button");
        builder.AddAttribute(2, "class", "abre-calendario");
        builder.AddAttribute(3, "aria-label", $"Abrir el calendario de {Label}");
        builder.AddAttribute(4, "onclick", EventCallback.Factory.Create(this, () => Js.InvokeVoidAsync("honorario.calendario", $"{Id}-calendario").AsTask()));
        builder.AddMarkupContent(5, Calendar);
        builder.CloseElement();
        builder.OpenElement(6, "input");
        builder.AddAttribute(7, "type", "date");
        builder.AddAttribute(8, "id", $"{Id}-calendario");
        builder.AddAttribute(9, "class", "calendario");
        builder.AddAttribute(10, "tabindex", "-1");
        builder.AddAttribute(11, "aria-hidden", "true");
        builder.AddAttribute(12, "value", Query.Date(Value));
        builder.AddAttribute(13, "onchange", EventCallback.Factory.Create<ChangeEventArgs>(this, change => TakeAsync(Query.Date(change.Value as string))));
        builder.CloseElement();
    };
}
