using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Honorario.Web.Components.Kit;

/// <summary>What every field of the kit has: a label, help, what is wrong with it, and the form that it belongs to.</summary>
public abstract class FieldBase : ComponentBase, IFormField, IDisposable
{
    private static long _last;
    private int? _forgiven;

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public string? HelperText { get; set; }

    /// <summary>What the use case says of this field; it stands until the field is changed.</summary>
    [Parameter]
    public string? ErrorText { get; set; }

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public string? Class { get; set; }

    [Parameter]
    public bool ReadOnly { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    /// <summary>
    /// The browser gives it the focus as it draws it (foco.js). MudBlazor's own would come a moment later, and take it from who writes elsewhere by then.
    /// </summary>
    [Parameter]
    public bool AutoFocus { get; set; }

    /// <summary>Without a label to see: in a table, whose heading says it.</summary>
    [Parameter]
    public bool Bare { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    [Inject]
    protected IJSRuntime Js { get; set; } = null!;

    [CascadingParameter]
    public KitForm? Form { get; set; }

    public string Id { get; } = $"campo-{Interlocked.Increment(ref _last)}";

    public virtual string? Complaint => Told;

    public string? Blamed => ErrorText;

    public virtual bool Unclear => false;

    /// <summary>The use case's sentence, unless the field was changed since.</summary>
    protected string? Told => Form is not null && _forgiven == Form.Sent ? null : ErrorText;

    /// <summary>The label as MudBlazor draws it.</summary>
    protected string? Drawn => Bare ? null : Label;

    /// <summary>What the input itself carries.</summary>
    protected Dictionary<string, object> Carried
    {
        get
        {
            Dictionary<string, object> carried = Attributes is null ? [] : new(Attributes);
            carried["data-campo"] = Label;
            if (Bare)
                carried["aria-label"] = Label;
            if (AutoFocus)
                carried["data-primero"] = "";
            return carried;
        }
    }

    /// <summary>The same, of an input that tells each key.</summary>
    protected static Dictionary<string, object> ToldByKey(Dictionary<string, object> carried)
    {
        carried["data-seguido"] = "";
        return carried;
    }

    public virtual Task SettleAsync() => Task.CompletedTask;

    public virtual Task KeepAsync() => Task.CompletedTask;

    public abstract Task RestoreAsync(string text);

    public void Dispose()
    {
        Form?.Leave(this);
        GC.SuppressFinalize(this);
    }

    protected override void OnInitialized() => Form?.Enter(this);

    /// <summary>
    /// Keeps a choice with the form's draft. Whose field it is is told beside it and not after it: who saves while the browser answers would save
    /// what stood there before.
    /// </summary>
    protected Task NoteAsync(string text) => Form?.NoteAsync(this, text) ?? Task.CompletedTask;

    /// <summary>
    /// Tells the browser that what was typed has arrived, before anything is drawn of it: until then it shows nothing else there (kit.js).
    /// </summary>
    /// <param name="typed">Of an input that tells each key, what was heard; more may have been typed since. Null for all that stands there.</param>
    protected void Heard(string? typed = null) => Tell("honorario.oido", Id, typed);

    /// <summary>Tells the browser that something was chosen and is shown, whatever had been typed.</summary>
    protected void Chosen() => Tell("honorario.elegido", Id);

    private async void Tell(string what, params object?[] arguments)
    {
        try
        {
            await Js.InvokeVoidAsync(what, arguments);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or TaskCanceledException)
        {
            // The page is no more.
        }
    }

    /// <summary>Somebody changed it: what was said of it before no longer holds.</summary>
    protected void Changed()
    {
        _forgiven = Form?.Sent;
        Form?.Forget(this);
    }
}
