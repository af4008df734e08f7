using Honorario.Billing.Auditoria;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>A person who sees this practice's invoices to an insurer.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Name">The person's.</param>
/// <param name="Email">The person's.</param>
/// <param name="Company">Whom the person works for.</param>
/// <param name="Role">What that company is to the invoices.</param>
/// <param name="Accepted">Whether a password was chosen.</param>
/// <param name="Mail">The latest invitation, if this practice sent one.</param>
public sealed record PortalPerson(Guid UserId, string Name, string Email, string Company, PortalRole Role, bool Accepted, Mail? Mail);

/// <summary>Who sees this practice's invoices in the portal, and who no longer does.</summary>
public sealed class PortalPeople(HonorarioStorage storage, TimeProvider clock)
{
    public async Task<IReadOnlyList<PortalPerson>> ListAsync(Guid insurerId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.AdministratePeople);
        var people = await (
            from grant in db.PortalGrants()
            join user in db.Users on grant.UserId equals user.Id
            join company in db.PortalCompanies() on user.CompanyId equals company.Id
            where db.Insurers().Any(row => row.Id == insurerId && row.Rfc == company.InsurerRfc)
            orderby user.DisplayName
            select new { user, company, mail = db.Mails().Where(row => row.SubjectId == user.Id).OrderByDescending(row => row.CreatedAt).FirstOrDefault() })
            .AsNoTracking().ToListAsync(ct);
        return [.. people.Select(one => new PortalPerson(
            one.user.Id, one.user.DisplayName, one.user.Email!, one.company.Name, one.company.Role, one.user.PasswordHash is not null, one.mail))];
    }

    /// <summary>From now on the person sees nothing of this practice.</summary>
    public async Task RemoveAsync(Guid insurerId, Guid userId, CancellationToken ct)
    {
        await using var db = storage.Open(Right.AdministratePeople);
        if (await db.PortalGrants().SingleOrDefaultAsync(row => row.UserId == userId, ct) is not { } grant)
            return;
        db.PortalGrants().Remove(grant);
        db.Record(insurerId, clock.GetUtcNow().UtcDateTime, "Acceso al portal retirado", await db.Users.Where(row => row.Id == userId).Select(row => row.Email)
            .SingleAsync(ct));
        await db.SaveChangesAsync(ct);
    }
}
