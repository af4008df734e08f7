using Honorario.Archivos.Constancias;
using Honorario.Billing.Correo;
using Honorario.Billing.DatosFiscales;
using Honorario.Cfdi;
using Honorario.Cfdi.Catalogs;
using Honorario.Escritura;
using Receptor = Honorario.Cfdi.Documents.Receptor;

namespace Honorario.Billing.Copagos;

/// <summary>
/// What the patient's Constancia de Situación Fiscal says, the use of the invoice ("" for what the regime's invoices begin with) and where to send it.
/// </summary>
public sealed record ReceptorForm(string Rfc, string Nombre, string CodigoPostal, string RegimenFiscal, string UsoCfdi, string Email)
{
    /// <summary>Honorarios médicos, dentales y gastos hospitalarios.</summary>
    public const string Suggested = "D01";

    /// <summary>Sin efectos fiscales: what every regime allows.</summary>
    private const string WithoutEffects = "S01";

    private const int NombreLength = 300;
    private static readonly string[] OfOtherDocuments = ["CP01", "CN01"];

    public static ReceptorForm Empty { get; } = new("", "", "", "", "", "");

    /// <summary>The regimes of a person, by code.</summary>
    public static IReadOnlyList<RegimenEntry> Regimenes => [.. AtDesk.Where(regimen => regimen.Fisica)];

    /// <summary>Those of anybody: at the desk a copay may be invoiced to the patient's company.</summary>
    public static IReadOnlyList<RegimenEntry> AtDesk => [.. SatCatalogs.InForce(SatCatalogs.RegimenFiscal)];

    /// <summary>
    /// The uses that SAT allows to a regime, the suggested first; all of a person's when the regime is not known. D01 is not for 616, 621 and 626
    /// (c_UsoCFDI).
    /// </summary>
    public static IReadOnlyList<UsoEntry> Usos(string regimen) =>
    [
        .. SatCatalogs.InForce(SatCatalogs.UsoCfdi)
            .Where(uso => (OnlyOfCompanies(regimen) ? uso.Moral : uso.Fisica) && !OfOtherDocuments.Contains(uso.Code)
                && (uso.Regimenes.Contains(regimen) || !SatCatalogs.RegimenFiscal.ContainsKey(regimen)))
            .OrderBy(uso => uso.Code != Suggested).ThenBy(uso => uso.Code, StringComparer.Ordinal),
    ];

    /// <summary>What <see cref="DefaultUso"/> gives, in words.</summary>
    public static string Usual =>
        $"Lo usual: {Suggested} {SatCatalogs.UsoCfdi[Suggested].Text.TrimEnd('.')}, o {WithoutEffects} con régimen "
        + string.Join(", ", Regimenes.Where(regimen => DefaultUso(regimen.Code) == WithoutEffects).Select(regimen => regimen.Code));

    /// <summary>The use that a regime's invoices begin with: medical fees where it allows them, else without tax effects; "" for a company's.</summary>
    public static string DefaultUso(string regimen) =>
        OnlyOfCompanies(regimen) ? "" : new[] { Suggested, WithoutEffects }.FirstOrDefault(code => Usos(regimen).Any(uso => uso.Code == code)) ?? "";

    /// <summary>
    /// This form with what the person's Constancia de Situación Fiscal says. Of several regimes it proposes one that allows the use; the e-mail stays, and
    /// the use where it may.
    /// </summary>
    public Result<ReceptorForm> With(ConstanciaData data)
    {
        if (Cfdi.Rfc.Parse(data.Rfc).IsPersonaMoral)
            return new Problem(FieldNames.Constancia,
                $"La Constancia es de {data.Nombre}, una empresa: el copago se factura al paciente, con su propia Constancia.");
        var known = data.Codes.Where(code => Regimenes.Any(regimen => regimen.Code == code)).ToList();
        bool Allows(string regimen, string uso) => Usos(regimen).Any(one => one.Code == uso);
        var regimen = known.Find(code => Allows(code, UsoCfdi)) ?? known.Find(code => Allows(code, Suggested)) ?? known.FirstOrDefault() ?? "";
        return this with
        {
            Rfc = data.Rfc,
            Nombre = data.Nombre,
            CodigoPostal = data.CodigoPostal,
            RegimenFiscal = regimen,
            UsoCfdi = Allows(regimen, UsoCfdi) && (UsoCfdi == Suggested || UsoCfdi == WithoutEffects || !Allows(regimen, Suggested))
                ? UsoCfdi : DefaultUso(regimen),
        };
    }

    private static bool OnlyOfCompanies(string regimen) => SatCatalogs.RegimenFiscal.GetValueOrDefault(regimen) is { Fisica: false };

    /// <summary>The receiver as a CFDI names it, or what to mend.</summary>
    /// <param name="companies">At the desk: a persona moral may be the receiver as well.</param>
    internal Result<Receptor> Read(bool companies = false)
    {
        var problems = new List<Problem>();
        var use = UsoCfdi.Length > 0 ? UsoCfdi : DefaultUso(RegimenFiscal);
        var (written, placed) = (TypedRfc.Read(Rfc), TypedPostalCode.Read(CodigoPostal));
        var rfc = written.Value;
        if (!written.Ok)
            problems.Add(new Problem(nameof(Rfc), written.Message ?? "Escribe tu RFC de 13 caracteres, como en tu Constancia de Situación Fiscal."));
        else if (rfc!.IsGeneric || (rfc.IsPersonaMoral && !companies))
            problems.Add(new Problem(nameof(Rfc), "El copago se factura al paciente: escribe el RFC de 13 caracteres de una persona física."));
        var nombre = EditEmisor.CleanNombre(TypedRfc.Bare(Rfc), Nombre);
        if (nombre.Length is 0 or > NombreLength || nombre.Contains('|'))
            problems.Add(new Problem(nameof(Nombre), "Escribe el nombre como aparece en tu Constancia de Situación Fiscal, sin el signo |."));
        if (!placed.Ok)
            problems.Add(new Problem(nameof(CodigoPostal), placed.Message ?? "Escribe el código postal de cinco dígitos de tu domicilio fiscal.", "CFDI40147"));
        if (AtDesk.All(regimen => regimen.Code != RegimenFiscal || !(rfc?.IsPersonaMoral == true ? regimen.Moral : regimen.Fisica)))
            problems.Add(new Problem(nameof(RegimenFiscal), "Elige el régimen fiscal de tu Constancia.", "CFDI40157"));
        else if (use.Length == 0)
            problems.Add(new Problem(nameof(UsoCfdi), "Elige el uso de la factura: de una empresa, casi siempre G03.", "CFDI40161"));
        else if (Usos(RegimenFiscal).All(uso => uso.Code != use))
            problems.Add(new Problem(nameof(UsoCfdi),
                $"El SAT no permite ese uso con el régimen {RegimenFiscal}. Con él valen: {string.Join(", ", Usos(RegimenFiscal).Select(uso => uso.Code))}.",
                "CFDI40161"));
        if (!IsEmailOrNothing(Email))
            problems.Add(new Problem(nameof(Email), "El correo no tiene la forma correcta: escríbelo como nombre@dominio.mx o déjalo vacío."));
        return problems.Count > 0 ? problems : new Receptor(rfc!.Value, nombre, placed.Value!.Value, RegimenFiscal, use);
    }

    internal static bool IsEmailOrNothing(string email) =>
        Pasted.Name(email) is var trimmed && (trimmed.Length == 0 || (!trimmed.Any(letter => char.IsWhiteSpace(letter) || letter is ',' or ';')
            && QueueMail.IsAddress(trimmed)));
}
