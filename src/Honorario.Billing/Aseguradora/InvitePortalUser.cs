using Honorario.Billing.Auditoria;
using Honorario.Billing.Correo;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Outbox;
using Honorario.Billing.ServiciosRealizados;
using Honorario.Billing.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Honorario.Billing.Aseguradora;

/// <summary>Whom a practice invites to the portal.</summary>
/// <param name="Company">The company's name.</param>
/// <param name="Role">What the company is to the invoices.</param>
/// <param name="Name">The person's.</param>
/// <param name="Email">Where the one-time link goes, and the name to sign in with.</param>
public sealed record Invitation(string Company, PortalRole Role, string Name, string Email);

/// <summary>
/// Opens the portal to a person of an insurer or its administradora, who then sees this practice's invoices to that insurer. A new
/// person gets a one-time link by mail to choose a password; one whom another practice invited before keeps the one there is.
/// </summary>
public sealed class InvitePortalUser(IServiceScopeFactory scopes, Actor actor, QueueMail queue, OutboxSignal signal, TimeProvider clock)
{
    /// <summary>The name of the <see cref="IMailSubject"/> that puts the link into the message.</summary>
    public const string About = "invitacion";

    /// <summary>Where in the text the link goes; it is made when the message leaves and kept nowhere.</summary>
    public const string Link = "{enlace}";

    private const int NameLength = 200;

    /// <returns>The person's id, or what to mend.</returns>
    public async Task<Result<Guid>> RunAsync(Guid insurerId, Invitation invitation, CancellationToken ct)
    {
        actor.Demand(Right.AdministratePeople);
        var (company, name, email) = (invitation.Company.Trim(), invitation.Name.Trim(), invitation.Email.Trim());
        if (Check(company, name, email) is { Count: > 0 } problems)
            return problems;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().ActLike(actor);
        var db = scope.ServiceProvider.GetRequiredService<HonorarioDb>();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<User>>();
        if (await db.Insurers().AsNoTracking().SingleOrDefaultAsync(row => row.Id == insurerId, ct) is not { } insurer)
            return new Problem("", "La aseguradora no existe en esta cuenta.");
        if (insurer.Rfc.IsGeneric)
            return new Problem("",
                $"Varias aseguradoras comparten el RFC {insurer.Rfc.Value}, y el portal muestra las facturas por RFC: no se puede invitar a nadie.");

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var person = await users.FindByEmailAsync(email);
        if (person is null)
        {
            var added = await AddAsync(db, users, insurer, invitation with { Company = company, Name = name, Email = email }, ct);
            if (!added.Ok)
                return added.Problems.ToList();
            person = added.Value!;
        }
        else if (!await db.PortalCompanies().AnyAsync(row => row.Id == person.CompanyId && row.InsurerRfc == insurer.Rfc, ct))
        {
            return new Problem(nameof(invitation.Email), $"Ese correo ya entra a Honorario para otra cosa: usa otro para el portal de {insurer.Name}.");
        }

        if (await db.PortalGrants().AnyAsync(row => row.UserId == person.Id, ct))
            return new Problem(nameof(invitation.Email), $"{email} ya ve tus facturas. Si no encuentra su invitación, reenvíasela.");
        var queued = await queue.AddAsync(db, About, person.Id, await LetterAsync(db, insurer, person, ct), ct);
        if (!queued.Ok)
            return queued.Problems.ToList();
        var now = clock.GetUtcNow().UtcDateTime;
        db.PortalGrants().Add(new PortalGrant { UserId = person.Id, At = now });
        db.Record(insurer.Id, now, "Acceso al portal", $"{person.DisplayName} · {email}");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        signal.Raise();
        return person.Id;
    }

    private static List<Problem> Check(string company, string name, string email)
    {
        var problems = new List<Problem>();
        if (company.Length is 0 or > NameLength)
            problems.Add(new Problem(nameof(Invitation.Company), "Escribe el nombre de la empresa."));
        if (name.Length is 0 or > NameLength)
            problems.Add(new Problem(nameof(Invitation.Name), "Escribe el nombre de la persona."));
        if (!QueueMail.IsAddress(email))
            problems.Add(new Problem(nameof(Invitation.Email), "Escribe su correo electrónico, por ejemplo nombre@aseguradora.mx."));
        return problems;
    }

    /// <summary>A new person, in a company of this practice's making: nobody else's people are in it.</summary>
    private async Task<Result<User>> AddAsync(HonorarioDb db, UserManager<User> users, Insurer insurer, Invitation invitation, CancellationToken ct)
    {
        var company = await db.PortalCompanies().SingleOrDefaultAsync(
            row => row.OpenedBy == actor.PracticeId && row.InsurerRfc == insurer.Rfc && row.Role == invitation.Role && row.Name == invitation.Company, ct);
        if (company is null)
        {
            company = new PortalCompany { Name = invitation.Company, Role = invitation.Role, InsurerRfc = insurer.Rfc, OpenedBy = actor.PracticeId,
                CreatedAt = clock.GetUtcNow().UtcDateTime };
            db.PortalCompanies().Add(company);
            await db.SaveChangesAsync(ct);
        }

        var person = new User { CompanyId = company.Id, DisplayName = invitation.Name, UserName = invitation.Email, Email = invitation.Email };
        var created = await users.CreateAsync(person);
        return created.Succeeded
            ? person
            : created.Errors.Select(error => error.Description).Distinct().Select(text => new Problem(nameof(invitation.Email), text)).ToList();
    }

    private async Task<MailForm> LetterAsync(HonorarioDb db, Insurer insurer, User person, CancellationToken ct)
    {
        var practice = await db.Practices.Where(row => row.Id == actor.PracticeId).Select(row => row.Name).SingleAsync(ct);
        var how = person.PasswordHash is null
            ? "Elige tu contraseña en este enlace, que vale por tres días y una sola vez:"
            : "Entra con la contraseña que ya tienes:";
        return new MailForm(
            person.Email!,
            $"{practice} te invita a revisar sus facturas",
            $"""
            Buen día, {person.DisplayName}:

            {practice} te invita a revisar en Honorario sus facturas dirigidas a {insurer.Name}.
            {how}

            {Link}

            Si no esperabas este mensaje, no hagas nada.
            """);
    }
}
