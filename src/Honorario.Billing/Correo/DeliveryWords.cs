using System.Text.RegularExpressions;

namespace Honorario.Billing.Correo;

/// <summary>A server's code and words as a short Spanish sentence (RFC 3463, 3; RFC 7505, 4.2 for the domain that takes no mail).</summary>
internal static partial class DeliveryWords
{
    /// <param name="status">The field Status.</param>
    /// <param name="said">What the server said, without its type.</param>
    /// <returns>Such as "el buzón no existe (550 5.1.1)".</returns>
    public static string Of(string status, string said)
    {
        var reply = Reply().Match(said).Groups[1].Value;
        var code = Enhanced().Match(status).Value;
        // Servers that pass on another one's answer call it 5.0.0, and say more in the answer.
        if ((code.Length == 0 || code.EndsWith(".0.0", StringComparison.Ordinal)) && Enhanced().Match(said) is { Success: true, Value: var inside })
            code = inside;
        var codes = string.Join(' ', new[] { reply, code }.Where(part => part.Length > 0));
        return codes.Length > 0 ? $"{Sentence(code, reply, said)} ({codes})" : Sentence(code, reply, said);
    }

    private static string Sentence(string code, string reply, string said) => (code.Length > 2 ? code[2..] : "", reply) switch
    {
        ("1.1" or "1.3" or "1.6", _) => "el buzón no existe",
        ("1.10", _) when said.Contains("RESOLVER", StringComparison.OrdinalIgnoreCase) || Unknown().IsMatch(said) => "el buzón no existe",
        ("1.2" or "1.10" or "4.4", _) => "el dominio no existe o no recibe correo",
        ("2.1", _) => "el buzón está desactivado",
        ("2.2", _) or ("" or "0.0", "552") => "el buzón está lleno",
        ("2.3" or "3.4", _) => "el mensaje es demasiado grande para ese buzón",
        ("4.1", _) when code[0] == '5' => "su servidor no acepta esa dirección",
        ("4.1" or "4.2" or "4.3", _) => "su servidor no contesta",
        ("4.7", _) => "su servidor no lo tomó a tiempo",
        ({ } policy, _) when policy.StartsWith("7.", StringComparison.Ordinal) => "su servidor lo rechazó por sus reglas o como correo no deseado",
        ({ } content, _) when content.StartsWith("6.", StringComparison.Ordinal) => "su servidor no acepta ese contenido",
        _ when Unknown().IsMatch(said) => "el buzón no existe",
        _ => "su servidor no lo aceptó",
    };

    [GeneratedRegex(@"\b[245]\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex Enhanced();

    [GeneratedRegex(@"(?:^|: )([45]\d\d)[ -]")]
    private static partial Regex Reply();

    [GeneratedRegex(@"(?:no such|unknown|unrouteable|invalid) (?:user|address|mailbox|recipient|account)|(?:user|recipient|mailbox|address)[^.]{0,40}"
        + @"(?:unknown|not found|not exist|doesn't exist|unavailable)|not found by", RegexOptions.IgnoreCase)]
    private static partial Regex Unknown();
}
