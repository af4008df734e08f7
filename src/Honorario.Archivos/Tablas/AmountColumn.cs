namespace Honorario.Archivos.Tablas;

/// <summary>
/// The amounts of a column, in pesos to the centavo. A point separates centavos; a comma does only where nothing else fits any row, and then
/// only once a person has said so. Where no row tells, 12.500 may be either and is asked about too.
/// </summary>
public sealed class AmountColumn
{
    private readonly bool _comma;

    private AmountColumn(bool asksComma, bool comma) => (AsksComma, _comma) = (asksComma, comma);

    /// <summary>Every amount could have a decimal comma and some can have nothing else, or may mean either: a person must say.</summary>
    public bool AsksComma { get; }

    /// <param name="cells">All of the column, whatever else stands in it.</param>
    /// <param name="comma">What a person said: a comma separates the centavos.</param>
    public static AmountColumn Of(IEnumerable<Cell> cells, bool comma = false)
    {
        var seen = new Seen();
        foreach (var cell in cells)
            seen.See(cell);
        return seen.Column(comma);
    }

    /// <summary>Looks at the cells of a column one after the other, for who keeps none of them.</summary>
    public sealed class Seen
    {
        private bool _only;
        private bool _against;

        public void See(Cell cell)
        {
            if (cell.Kind != CellKind.Text)
                return;
            var money = Amounts.Of(cell);
            _only |= money is { Point: null, Comma: not null } || money.IsEither;
            _against |= money is { Point: not null, Comma: null };
        }

        /// <param name="comma">What a person said: a comma separates the centavos.</param>
        public AmountColumn Column(bool comma)
        {
            var asks = _only && !_against;
            return new AmountColumn(asks, asks && comma);
        }
    }

    /// <returns>Neither value nor reason where the cell says that there is no amount.</returns>
    public CellReading<decimal> Read(Cell cell)
    {
        if (Amounts.SaysNone(cell))
            return default;
        var money = Amounts.Of(cell);
        var written = cell.Text.Length <= 60 ? cell.Text : $"{cell.Text[..60]}…";
        if (money.Foreign)
            return new CellReading<decimal>(null, $"el importe «{written}» no está en pesos.");
        if (money.IsEither && AsksComma && !_comma)
            return new CellReading<decimal>(null, $"el importe «{written}» puede ser {money.Comma:N2} o {money.Point:N2}: escríbelo con dos decimales.");
        if ((_comma && cell.Kind == CellKind.Text ? money.Comma : money.Point) is { } amount)
        {
            return Amounts.Centavos(amount) is { } centavos
                ? new CellReading<decimal>(centavos, null)
                : new CellReading<decimal>(null, $"el importe «{written}» tiene más de dos decimales.");
        }

        return new CellReading<decimal>(null, money.Comma is not null
            ? $"el importe «{written}» lleva coma donde van los centavos: escribe punto{(AsksComma ? ", o marca que la coma los separa" : "")}."
            : $"el importe «{written}» no se entiende: escribe, por ejemplo, 1,234.50.");
    }
}
