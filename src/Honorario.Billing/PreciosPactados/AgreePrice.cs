using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.PreciosPactados;

/// <summary>A price as it is typed.</summary>
/// <param name="InsurerId">With whom.</param>
/// <param name="Plan">For which of its plans; "" for all of them.</param>
/// <param name="Code">CPT-4, with its modifiers: 99213-25.</param>
/// <param name="From">From which day on.</param>
/// <param name="Price">What the insurer finances of one unit, in pesos.</param>
/// <param name="Copay">What the patient pays of one unit, in pesos; null when nothing was agreed about it.</param>
public sealed record AgreedPriceForm(Guid? InsurerId, string Plan, string Code, DateOnly? From, decimal? Price, decimal? Copay)
{
    public static AgreedPriceForm Of(AgreedPrice row) => new(row.InsurerId, row.Plan, row.Code, row.From, row.Price, row.Copay);

    /// <summary>What is wrong with it, at its fields.</summary>
    public List<Problem> Check()
    {
        var problems = new List<Problem>();
        if (InsurerId is null)
            problems.Add(new Problem(nameof(InsurerId), "Elige la aseguradora."));
        if (Plan.Trim().Length > ServicePlan.Length)
            problems.Add(new Problem(nameof(Plan), $"El plan tiene {ServicePlan.Length} caracteres a lo más."));
        if (CptText.Read(Code) is null)
            problems.Add(new Problem(nameof(Code), Code.Length == 0 ? "Escribe el código CPT4."
                : $"«{Code}» no es un código CPT4: escríbelo como 99213 o 99213-25."));
        if (From is not { Year: >= 2000 and < 2100 })
            problems.Add(new Problem(nameof(From), "Escribe desde qué día se paga ese precio."));
        if (Price is not { } price || !ServiceAmount.Fits(price) || price == 0)
            problems.Add(new Problem(nameof(Price), "Escribe lo que paga la aseguradora por una unidad, en pesos y con dos decimales a lo más."
                + ServiceAmount.TooLarge(Price)));
        if (Copay is { } copay && !ServiceAmount.Fits(copay))
            problems.Add(new Problem(nameof(Copay), "Escribe el copago de una unidad, con dos decimales a lo más; déjalo vacío si no se pactó."
                + ServiceAmount.TooLarge(Copay)));
        return problems;
    }

    /// <summary>The row, once <see cref="Check"/> finds nothing.</summary>
    internal AgreedPrice ToRow()
    {
        var code = CptText.Read(Code)!;
        return new AgreedPrice { InsurerId = InsurerId!.Value, Plan = Plan.Trim(), Cpt = code.Code, Modifiers = code.Modifiers, From = From!.Value,
            Price = Price!.Value, Copay = Copay };
    }
}

/// <summary>Writes down what was agreed with an insurer, corrects it or takes it away. Services that were registered keep their amounts.</summary>
public sealed class AgreePrice(HonorarioStorage storage, TimeProvider clock)
{
    /// <param name="id">Which is corrected; null for one more.</param>
    /// <param name="version">Of the row as it was read; 0 for a new one.</param>
    /// <param name="form">What was typed.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="seen">What that version said; what another changed since is told at its field.</param>
    public async Task<Result<Guid>> RunAsync(Guid? id, int version, AgreedPriceForm form, CancellationToken ct, AgreedPriceForm? seen = null)
    {
        if (form.Check() is { Count: > 0 } problems)
            return problems;
        await using var db = storage.Open(Right.AgreePrices);
        var kept = await db.AgreedPrices().Where(row => row.Id == id).Select(row => (Guid?)row.InsurerId).SingleOrDefaultAsync(ct);
        if (await db.InsurerProblemAsync(form.InsurerId, nameof(form.InsurerId), ct, kept: kept) is { } problem)
            return problem;
        var (wanted, before) = (form.ToRow(), "");
        var price = wanted;
        if (id is null)
        {
            db.AgreedPrices().Add(price);
        }
        else
        {
            if (await db.AgreedPrices().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } known)
                return new Problem("", "Ese precio ya no está: alguien lo quitó.");
            if (known.Version != version && seen is null)
                return Elsewhere;
            if (known.Version != version && Meanwhile.Changes(seen, AgreedPriceForm.Of(known), form) is { Count: > 0 } changed)
                return changed;
            if (known.InsurerId != wanted.InsurerId)
                return new Problem(nameof(form.InsurerId), "Un precio no pasa a otra aseguradora: agrega otro.");
            before = $"{Words(known)} → ";
            (known.Plan, known.Cpt, known.Modifiers, known.From) = (wanted.Plan, wanted.Cpt, wanted.Modifiers, wanted.From);
            (known.Price, known.Copay) = (wanted.Price, wanted.Copay);
            price = known;
        }

        db.Record(price.InsurerId, clock.GetUtcNow().UtcDateTime, id is null ? "Precio pactado" : "Precio pactado corregido", before + Words(wanted));
        try
        {
            await db.SaveChangesAsync(ct);
            return price.Id;
        }
        catch (DbUpdateConcurrencyException)
        {
            return Elsewhere;
        }
        catch (DbUpdateException refused) when (refused.IsUniqueViolation())
        {
            return new Problem(nameof(form.From), $"Ya hay un precio de {price.Code} para ese plan desde el {price.From:dd/MM/yyyy}: corrígelo en la lista.");
        }
    }

    /// <summary>As if it had never been agreed.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> RemoveAsync(Guid id, CancellationToken ct)
    {
        await using var db = storage.Open(Right.AgreePrices);
        if (await db.AgreedPrices().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } price)
            return false;
        db.AgreedPrices().Remove(price);
        db.Record(price.InsurerId, clock.GetUtcNow().UtcDateTime, "Precio pactado quitado", Words(price));
        await db.SaveChangesAsync(ct);
        return true;
    }

    internal static string Words(AgreedPrice price) =>
        $"{price.Code}{(price.Plan.Length > 0 ? $" plan {price.Plan}" : "")} desde {price.From:dd/MM/yyyy}: {Pesos.Text(price.Price)}"
        + (price.Copay is { } copay ? $", copago {Pesos.Text(copay)}" : "");

    private static Problem Elsewhere { get; } = new("", "Otra persona cambió ese precio mientras lo corregías: vuelve a abrirlo en la lista.");
}
