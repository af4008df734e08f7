namespace Honorario.Billing.RegistroDeServicios.Importar;

/// <summary>What a person said of the doubtful rows, by their lines; one of which nothing was said is not kept.</summary>
public sealed class ImportAnswers
{
    private readonly HashSet<int> _asSaid = [];
    private readonly HashSet<int> _asCorrection = [];

    /// <param name="asSaid">Rows that are kept as the file says them.</param>
    /// <param name="asCorrection">Rows that correct the service which they look like.</param>
    public ImportAnswers(IEnumerable<int>? asSaid = null, IEnumerable<int>? asCorrection = null) =>
        (_asSaid, _asCorrection) = ([.. asSaid ?? []], [.. asCorrection ?? []]);

    public bool Keeps(int line) => _asSaid.Contains(line) && !_asCorrection.Contains(line);

    public bool Corrects(int line) => _asCorrection.Contains(line);

    /// <summary>The row is another service, as the file says it.</summary>
    public void Keep(int line, bool so)
    {
        _asCorrection.Remove(line);
        Set(_asSaid, line, so);
    }

    /// <summary>The row corrects the service which it looks like.</summary>
    public void Correct(int line, bool so)
    {
        _asSaid.Remove(line);
        Set(_asCorrection, line, so);
    }

    public void Clear()
    {
        _asSaid.Clear();
        _asCorrection.Clear();
    }

    private static void Set(HashSet<int> lines, int line, bool so) => _ = so ? lines.Add(line) : lines.Remove(line);
}
