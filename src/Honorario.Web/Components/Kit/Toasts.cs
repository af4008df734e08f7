using MudBlazor;

namespace Honorario.Web.Components.Kit;

/// <summary>Short words at the edge of the screen, with a way back for a minute.</summary>
public sealed class Toasts(ISnackbar snackbar)
{
    private const int Minute = 60_000;

    /// <summary>Says what was undone or removed and offers to put it back for a minute.</summary>
    /// <param name="said">What happened.</param>
    /// <param name="back">Puts it back.</param>
    public void Undoable(string said, Func<Task> back) => snackbar.Add(said, Severity.Normal, options =>
    {
        options.Action = "Deshacer";
        options.ActionColor = Color.Primary;
        options.VisibleStateDuration = Minute;
        options.OnClick = _ => back();
    });

    /// <summary>Takes a row off a form that is not yet saved, and offers to put it back where it was.</summary>
    /// <param name="rows">The form's.</param>
    /// <param name="row">Which.</param>
    /// <param name="said">What was removed.</param>
    /// <param name="show">Draws the form anew.</param>
    public void Remove<T>(List<T> rows, T row, string said, Action show)
    {
        var place = rows.IndexOf(row);
        if (place < 0)
            return;
        rows.RemoveAt(place);
        Undoable(said, () =>
        {
            rows.Insert(Math.Min(place, rows.Count), row);
            show();
            return Task.CompletedTask;
        });
    }
}
