using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Cfdi;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>A company that sees the invoices of every practice, and a person of it.</summary>
/// <param name="Company">Its name.</param>
/// <param name="Rfc">RFC of the insurer whose invoices it sees.</param>
/// <param name="Role">What it is to them: a <see cref="PortalRole"/>, in whatever case.</param>
/// <param name="Name">The person's.</param>
/// <param name="Email">To sign in with.</param>
public sealed record Opening(string Company, string Rfc, string Role, string Name, string Email);

/// <summary>
/// Whoever runs the installation opens the portal to a company that sees every practice. A second person of a company already open
/// joins it; the same person again is the one there is.
/// </summary>
public sealed class OpenPortalCompany(HonorarioDb db, UserManager<User> users, TimeProvider clock)
{
    private const int NameLength = 200;

    /// <returns>The person, or what to mend.</returns>
    public async Task<Result<User>> RunAsync(Opening opening, CancellationToken ct)
    {
        var (name, person, email) = (opening.Company.Trim(), opening.Name.Trim(), opening.Email.Trim());
        if (Check(opening) is { Count: > 0 } problems)
            return problems;
        var (rfc, role) = (Rfc.Parse(opening.Rfc.Trim()), Enum.Parse<PortalRole>(opening.Role.Trim(), ignoreCase: true));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var company = await db.PortalCompanies().SingleOrDefaultAsync(row => row.SeesAll && row.InsurerRfc == rfc && row.Role == role && row.Name == name, ct);
        if (await users.FindByEmailAsync(email) is { } known)
        {
            return company is not null && known.CompanyId == company.Id
                ? known
                : new Problem(nameof(opening.Email), $"{email} ya entra a Honorario para otra cosa: usa otro correo.");
        }

        if (company is null)
        {
            company = new PortalCompany { Name = name, Role = role, InsurerRfc = rfc, SeesAll = true, CreatedAt = clock.GetUtcNow().UtcDateTime };
            db.PortalCompanies().Add(company);
            await db.SaveChangesAsync(ct);
        }

        var user = new User { CompanyId = company.Id, DisplayName = person, UserName = email, Email = email };
        var created = await users.CreateAsync(user);
        if (!created.Succeeded)
            return created.Errors.Select(error => error.Description).Distinct().Select(text => new Problem(nameof(opening.Email), text)).ToList();
        await transaction.CommitAsync(ct);
        return user;
    }

    private static List<Problem> Check(Opening opening)
    {
        var problems = new List<Problem>();
        if (opening.Company.Trim().Length is 0 or > NameLength)
            problems.Add(new Problem(nameof(opening.Company), $"Escribe el nombre de la empresa, en hasta {NameLength} caracteres."));
        if (!Rfc.TryParse(opening.Rfc.Trim(), out _))
            problems.Add(new Problem(nameof(opening.Rfc), "Escribe el RFC de la aseguradora a la que se dirigen las facturas, por ejemplo GSA010101AB4."));
        if (!Enum.TryParse<PortalRole>(opening.Role.Trim(), ignoreCase: true, out var role) || !Enum.IsDefined(role))
            problems.Add(new Problem(nameof(opening.Role), "Escribe qué es la empresa: aseguradora o administradora."));
        if (opening.Name.Trim().Length is 0 or > NameLength)
            problems.Add(new Problem(nameof(opening.Name), $"Escribe el nombre de la persona, en hasta {NameLength} caracteres."));
        if (!QueueMail.IsAddress(opening.Email.Trim()))
            problems.Add(new Problem(nameof(opening.Email), "Escribe el correo de la persona, por ejemplo nombre@aseguradora.mx."));
        return problems;
    }
}
