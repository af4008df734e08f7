namespace Honorario.Web.Components.Shared;

/// <summary>The answers of a list that is asked again and again: an older one that comes late is dropped.</summary>
internal sealed class LastAnswer
{
    private int _asked;

    /// <returns>The answer; null when the list was asked again meanwhile.</returns>
    public async Task<T?> ToAsync<T>(Task<T> question)
        where T : class?
    {
        var mine = ++_asked;
        var answer = await question;
        return mine == _asked ? answer : null;
    }

    /// <summary>Shows the answer, also when it is nothing, unless the list was asked again meanwhile.</summary>
    public async Task ShowAsync<T>(Task<T> question, Action<T> show)
    {
        var mine = ++_asked;
        var answer = await question;
        if (mine == _asked)
            show(answer);
    }
}
