using System.Security.Claims;
using Honorario.Billing;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Web.Components.Cuenta;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Web.Cuentas;

/// <summary>A person of the practice as listed.</summary>
/// <param name="Waiting">Has chosen no password yet.</param>
/// <param name="Closed">May not enter any more.</param>
internal sealed record PracticePerson(Guid Id, string Name, string Email, PracticeRole Role, bool Waiting, bool Closed);

/// <summary>
/// The people who work in the practice: added, given a one-time link to choose a password, and closed out. The link is shown to
/// who asks for it and kept nowhere.
/// </summary>
internal sealed class PracticePeople(IServiceScopeFactory scopes, Actor actor, PublicAddress address, TimeProvider clock)
{
    private const int NameLength = 200;

    public Task<List<PracticePerson>> ListAsync() =>
        WithAsync(
            async (users, _) =>
                await users
                    .Users.AsNoTracking()
                    .Where(user => user.PracticeId == actor.PracticeId)
                    .OrderBy(user => user.DisplayName)
                    .Select(user => new PracticePerson(
                        user.Id,
                        user.DisplayName,
                        user.Email!,
                        user.Role,
                        user.PasswordHash == null,
                        user.LockoutEnd == DateTimeOffset.MaxValue))
                    .ToListAsync());

    /// <returns>The link for the new person.</returns>
    public Task<Result<Uri>> AddAsync(string name, string email, PracticeRole role) => WithAsync<Result<Uri>>(async (users, db) =>
    {
        if (name.Trim().Length is 0 or > NameLength)
            return new Problem("Name", "Escribe el nombre de la persona.");
        var user = new User { PracticeId = actor.PracticeId, Role = role, DisplayName = name.Trim(), UserName = email.Trim(), Email = email.Trim() };
        await using var transaction = await db.Database.BeginTransactionAsync();
        var created = await users.CreateAsync(user);
        if (!created.Succeeded)
            return created.Errors.Select(error => error.Description).Distinct().Select(text => new Problem("Email", text)).ToList();
        await RecordAsync(db, user, "Persona agregada");
        await transaction.CommitAsync();
        return await LinkAsync(users, user);
    });

    /// <returns>A link with which the person chooses a password anew.</returns>
    public Task<Result<Uri>> RenewAsync(Guid id) => OfAsync(id, async (users, db, user) =>
    {
        await RecordAsync(db, user, "Enlace de contraseña");
        return await LinkAsync(users, user);
    });

    /// <summary>From now on the person may not enter, and is out at once; or may again.</summary>
    /// <param name="id">Who.</param>
    /// <param name="closed">Closed or open.</param>
    /// <param name="me">Who asks: nobody closes the own access.</param>
    public Task<Result<bool>> CloseAsync(Guid id, bool closed, ClaimsPrincipal me) => OfAsync<bool>(id, async (users, db, user) =>
    {
        if (closed && users.GetUserId(me) == $"{user.Id}")
            return new Problem("", "No puedes cerrar tu propio acceso: pídeselo a otra persona del consultorio.");
        await users.SetLockoutEndDateAsync(user, closed ? DateTimeOffset.MaxValue : null);
        await users.UpdateSecurityStampAsync(user);
        await RecordAsync(db, user, closed ? "Acceso cerrado" : "Acceso abierto");
        return closed;
    });

    /// <summary>Gives the person other rights; whoever is signed in with the old ones is out at once.</summary>
    /// <param name="id">Who.</param>
    /// <param name="role">The rights.</param>
    /// <param name="me">Who asks: nobody changes the own rights, so that one who administrates is always left.</param>
    public Task<Result<bool>> ChangeRoleAsync(Guid id, PracticeRole role, ClaimsPrincipal me) => OfAsync<bool>(id, async (users, db, user) =>
    {
        if (users.GetUserId(me) == $"{user.Id}")
            return new Problem("", "No puedes cambiar tus propios permisos: pídeselo a otra persona que administre la cuenta.");
        user.Role = role;
        await users.UpdateSecurityStampAsync(user);
        await RecordAsync(db, user, $"Permisos: {role.Text()}");
        return true;
    });

    private async Task<Uri> LinkAsync(UserManager<User> users, User user) =>
        ElegirContrasena.Link(address, user.Id, await users.GeneratePasswordResetTokenAsync(user));

    private async Task RecordAsync(HonorarioDb db, User user, string what)
    {
        db.Record(user.Id, clock.GetUtcNow().UtcDateTime, what, $"{user.DisplayName} · {user.Email}");
        await db.SaveChangesAsync();
    }

    private Task<Result<T>> OfAsync<T>(Guid id, Func<UserManager<User>, HonorarioDb, User, Task<Result<T>>> act) => WithAsync(async (users, db) =>
        await users.Users.SingleOrDefaultAsync(user => user.Id == id && user.PracticeId == actor.PracticeId) is { } user
            ? await act(users, db, user)
            : new Problem("", "La persona no existe en esta cuenta."));

    private Task<Result<Uri>> OfAsync(Guid id, Func<UserManager<User>, HonorarioDb, User, Task<Uri>> act) =>
        OfAsync<Uri>(id, async (users, db, user) => await act(users, db, user));

    private async Task<T> WithAsync<T>(Func<UserManager<User>, HonorarioDb, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().ActAs(actor.PracticeId, actor.Name, actor.PersonId, actor.Address);
        return await act(scope.ServiceProvider.GetRequiredService<UserManager<User>>(), scope.ServiceProvider.GetRequiredService<HonorarioDb>());
    }
}
