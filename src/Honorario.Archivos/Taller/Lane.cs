using System.Diagnostics;

namespace Honorario.Archivos.Taller;

/// <summary>Some children and a short queue before them; who does not get in soon is told so.</summary>
internal sealed class Lane(int children, int queue) : IDisposable
{
    /// <summary>After so many answers a child is replaced, whatever it still holds.</summary>
    private const int MostAnswers = 1000;

    private readonly SemaphoreSlim _free = new(children);
    private readonly Stack<Child> _warm = new();
    private readonly Lock _gate = new();
    private int _waiting;
    private bool _closed;

    /// <summary>Process ids of the children that wait for a question.</summary>
    public IReadOnlyList<int> Waiting
    {
        get
        {
            lock (_gate)
                return [.. _warm.Select(child => child.Id)];
        }
    }

    /// <summary>Starts a child ahead of its first question.</summary>
    public async Task WarmAsync(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_closed || _warm.Count > 0)
                return;
        }

        Keep(await Child.StartAsync(cancellation));
    }

    /// <summary>Uses a child; one that fails is ended and another one is started.</summary>
    /// <param name="wait">The longest to wait for it.</param>
    /// <param name="use">What to do with it.</param>
    /// <param name="cancellation">Ends the wait and the use.</param>
    /// <returns>False when none was free in time.</returns>
    public async Task<bool> UseAsync(TimeSpan wait, Func<Child, Task> use, CancellationToken cancellation)
    {
        if (Interlocked.Increment(ref _waiting) > children + queue || !await _free.WaitAsync(wait, cancellation))
        {
            Interlocked.Decrement(ref _waiting);
            return false;
        }

        Child? child = null;
        try
        {
            child = Take() ?? await Child.StartAsync(cancellation);
            await use(child);
            if (child.Answered < MostAnswers)
                Keep(child);
            else
                Replace(child);
        }
        catch
        {
            Replace(child);
            throw;
        }
        finally
        {
            _free.Release();
            Interlocked.Decrement(ref _waiting);
        }

        return true;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var child in _warm)
                child.Dispose();
            _warm.Clear();
        }
    }

    private Child? Take()
    {
        lock (_gate)
            return _warm.TryPop(out var child) ? child : null;
    }

    private void Keep(Child child)
    {
        lock (_gate)
        {
            if (!_closed)
            {
                _warm.Push(child);
                return;
            }
        }

        child.Dispose();
    }

    private void Replace(Child? child)
    {
        child?.Dispose();
        _ = Task.Run(async () =>
        {
            try
            {
                await WarmAsync(CancellationToken.None);
            }
            catch (Exception fault) when (fault is IOException or InvalidOperationException or TimeoutException or System.ComponentModel.Win32Exception)
            {
                // The next question starts one, and says what is wrong.
                Debug.WriteLine(fault);
            }
        });
    }
}
