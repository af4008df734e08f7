using Honorario.Billing;
using Honorario.Billing.Aseguradora;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Web.Cuentas;

/// <summary>A person of a company of the portal.</summary>
internal sealed record CompanyPerson(Guid Id, string Name, string Email, bool Closed);

/// <summary>
/// The people of a company that sees every practice: closed and let in again by a colleague, or by whoever runs the installation. Those
/// of a company that a practice opened are the practice's affair. No practice's audit log is theirs: the installation's log tells who did it.
/// </summary>
internal sealed partial class CompanyPeople(IServiceScopeFactory scopes, Actor actor, ILogger<CompanyPeople> log)
{
    /// <returns>Null when the company is a practice's affair.</returns>
    public Task<IReadOnlyList<CompanyPerson>?> ListAsync() => WithAsync<IReadOnlyList<CompanyPerson>?>(async (users, db) =>
    {
        actor.Demand(Right.ConnectSystems);
        if (!await SeesAllAsync(db, actor.CompanyId))
            return null;
        var people = await users.Users.AsNoTracking().Where(user => user.CompanyId == actor.CompanyId).OrderBy(user => user.DisplayName).ToListAsync();
        return people.ConvertAll(user => new CompanyPerson(user.Id, user.DisplayName, user.Email!, user.LockoutEnd == DateTimeOffset.MaxValue));
    });

    /// <summary>From now on a colleague may not enter, and is out at once; or may again.</summary>
    public Task<Result<bool>> CloseAsync(Guid id, bool closed) => WithAsync<Result<bool>>(async (users, db) =>
    {
        actor.Demand(Right.ConnectSystems);
        if (actor.PersonId == id)
            return new Problem("", "No puedes cerrar tu propio acceso: pídeselo a otra persona de tu empresa.");
        return await users.Users.SingleOrDefaultAsync(user => user.Id == id && user.CompanyId == actor.CompanyId) is { } person
            && await SeesAllAsync(db, actor.CompanyId)
            ? await SetAsync(users, person, closed)
            : new Problem("", "La persona no es de tu empresa.");
    });

    /// <summary>The same, by whoever runs the installation.</summary>
    public Task<Result<bool>> ByCommandAsync(string email, bool closed) => WithAsync<Result<bool>>(async (users, db) =>
        await users.FindByEmailAsync(email.Trim()) is { CompanyId: { } company } person && await SeesAllAsync(db, company)
            ? await SetAsync(users, person, closed)
            : new Problem(FieldNames.Email, "Ninguna persona de una empresa que ve a todos los consultorios tiene ese correo."));

    private async Task<Result<bool>> SetAsync(UserManager<User> users, User person, bool closed)
    {
        await users.SetLockoutEnabledAsync(person, true);
        await users.SetLockoutEndDateAsync(person, closed ? DateTimeOffset.MaxValue : null);
        await users.UpdateSecurityStampAsync(person);
        LogAccess(closed ? "closed" : "reopened", person.Id, person.CompanyId!.Value, actor.PersonId, actor.Address);
        return closed;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Portal: access {Verb} of person {PersonId} of company {CompanyId} by {By} from {Address}")]
    private partial void LogAccess(string verb, Guid personId, Guid companyId, Guid? by, string? address);

    private static Task<bool> SeesAllAsync(HonorarioDb db, Guid company) => db.Set<PortalCompany>().AnyAsync(row => row.Id == company && row.SeesAll);

    private async Task<T> WithAsync<T>(Func<UserManager<User>, HonorarioDb, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<UserManager<User>>(), scope.ServiceProvider.GetRequiredService<HonorarioDb>());
    }
}
