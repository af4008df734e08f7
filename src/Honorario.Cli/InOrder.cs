namespace Honorario.Cli;

/// <summary>Work on all cores whose results come in the order of the items, each as soon as those before it are there.</summary>
internal static class InOrder
{
    private static readonly int Window = 8 * Environment.ProcessorCount;

    public static IEnumerable<TResult> Select<T, TResult>(IEnumerable<T> items, Func<T, TResult> work)
    {
        var pending = new Queue<Task<TResult>>();
        foreach (var item in items)
        {
            pending.Enqueue(Task.Run(() => work(item)));
            while (pending.Count >= Window || (pending.TryPeek(out var first) && first.IsCompleted))
                yield return pending.Dequeue().GetAwaiter().GetResult();
        }

        while (pending.TryDequeue(out var rest))
            yield return rest.GetAwaiter().GetResult();
    }
}
