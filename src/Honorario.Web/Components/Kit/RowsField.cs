using Microsoft.AspNetCore.Components;

namespace Honorario.Web.Components.Kit;

/// <summary>Shows nothing: the rows of a form, which its draft brings back before what stands in them.</summary>
public sealed class RowsField : FieldBase
{
    private int? _told;

    [Parameter, EditorRequired]
    public int Count { get; set; }

    /// <summary>Adds one.</summary>
    [Parameter, EditorRequired]
    public EventCallback Add { get; set; }

    /// <param name="text">How many there were.</param>
    public override async Task RestoreAsync(string text)
    {
        for (var more = int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) - Count; more > 0; more--)
            await Add.InvokeAsync();
    }

    /// <summary>Once a row is gone, those after it have moved up: the draft is written anew.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var before = _told;
        _told = Count;
        if (Count < before && Form is not null)
            await Form.KeepAnewAsync();
    }
}
