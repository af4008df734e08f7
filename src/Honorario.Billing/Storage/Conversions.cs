using Honorario.Cfdi;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Honorario.Billing.Storage;

/// <summary>Pesos as whole centavos, so that both databases order and sum them exactly. A fraction of a centavo is a bug.</summary>
internal sealed class Centavos() : ValueConverter<decimal, long>(pesos => ToCentavos(pesos), centavos => centavos / 100m)
{
    private static long ToCentavos(decimal pesos)
    {
        var centavos = pesos * 100;
        return centavos == decimal.Truncate(centavos)
            ? (long)centavos
            : throw new InvalidOperationException($"{pesos} pesos has a fraction of a centavo.");
    }
}

/// <summary>An exchange rate as whole millionths: SAT's TipoCambio has six decimals at most.</summary>
internal sealed class Millionths() : ValueConverter<decimal, long>(rate => ToMillionths(rate), millionths => millionths / 1_000_000m)
{
    private static long ToMillionths(decimal rate)
    {
        var millionths = rate * 1_000_000;
        return millionths == decimal.Truncate(millionths)
            ? (long)millionths
            : throw new InvalidOperationException($"{rate} has more than six decimals.");
    }
}

/// <summary>Instants are UTC, and say so when read back.</summary>
internal sealed class Utc() : ValueConverter<DateTime, DateTime>(
    instant => Checked(instant),
    instant => DateTime.SpecifyKind(instant, DateTimeKind.Utc))
{
    private static DateTime Checked(DateTime instant) =>
        instant.Kind == DateTimeKind.Utc ? instant : throw new InvalidOperationException("An instant is kept in UTC.");
}

internal sealed class RfcText() : ValueConverter<Rfc, string>(rfc => rfc.Value, text => Rfc.Parse(text));

internal sealed class ClabeText() : ValueConverter<Clabe, string>(clabe => clabe.Value, text => Clabe.Parse(text));

internal sealed class PostalCodeText() : ValueConverter<PostalCode, string>(code => code.Value, text => PostalCode.Parse(text));

internal sealed class UuidText() : ValueConverter<Uuid, string>(uuid => uuid.ToString(), text => Uuid.Parse(text));
