using System.Security.Claims;
using Honorario.Billing;
using Honorario.Billing.Auditoria;
using Honorario.Billing.Copagos;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Web.Cuentas;

/// <summary>A person of the practice as listed.</summary>
/// <param name="Role">The key of the set of rights.</param>
/// <param name="Waiting">Has chosen no password yet.</param>
/// <param name="Closed">May not enter any more.</param>
internal sealed record ListedPerson(Guid Id, string Name, string Email, string Role, bool Waiting, bool Closed);

/// <summary>
/// The people who work in the practice: added, renamed, given rights and a one-time link to choose a password, and closed out. The link is
/// shown to who asks for it and kept nowhere.
/// </summary>
internal sealed class PracticePeople(IServiceScopeFactory scopes, Actor actor, PublicAddress address, TimeProvider clock)
{
    private const int NameLength = 200;

    public Task<List<ListedPerson>> ListAsync() => WithAsync(async (users, _) =>
        (await users.Users.AsNoTracking().Where(user => user.PracticeId == actor.PracticeId).OrderBy(user => user.DisplayName).ToListAsync())
            .ConvertAll(user => new ListedPerson(
                user.Id, user.DisplayName, user.Email!,
                Key(user), user.PasswordHash == null, user.LockoutEnd == DateTimeOffset.MaxValue)));

    /// <returns>The link for the new person.</returns>
    public Task<Result<Uri>> AddAsync(string name, string email, string role) => WithAsync<Result<Uri>>(async (users, db) =>
    {
        if (name.Trim().Length is 0 or > NameLength)
            return new Problem(FieldNames.Name, "Escribe el nombre de la persona.");
        var user = new User { PracticeId = actor.PracticeId, DisplayName = name.Trim(), UserName = email.Trim(), Email = email.Trim() };
        if (await GiveAsync(db, user, role) is not { } given)
            return new Problem(FieldNames.Role, "Elige los permisos de la lista.");
        await using var transaction = await db.Database.BeginTransactionAsync();
        var created = await users.CreateAsync(user);
        if (!created.Succeeded)
            return created.Errors.Select(error => error.Description).Distinct().Select(text => new Problem(FieldNames.Email, text)).ToList();
        await RecordAsync(db, user, "Persona agregada", given);
        await transaction.CommitAsync();
        return await LinkAsync(users, user);
    });

    /// <returns>A link with which the person chooses a password anew.</returns>
    public Task<Result<Uri>> RenewAsync(Guid id) => OfAsync<Uri>(id, async (users, db, user) =>
    {
        await RecordAsync(db, user, "Enlace de contraseña");
        return await LinkAsync(users, user);
    });

    /// <summary>From now on the person may not enter, and is out at once; or may again.</summary>
    /// <param name="id">Who.</param>
    /// <param name="closed">Closed or open.</param>
    public Task<Result<bool>> CloseAsync(Guid id, bool closed) => OfAsync<bool>(id, async (users, db, user) =>
    {
        if (closed && actor.PersonId == user.Id)
            return new Problem("", "No puedes cerrar tu propio acceso: pídeselo a otra persona del consultorio.");
        await users.SetLockoutEndDateAsync(user, closed ? DateTimeOffset.MaxValue : null);
        await users.UpdateSecurityStampAsync(user);
        await RecordAsync(db, user, closed ? "Acceso cerrado" : "Acceso abierto");
        return closed;
    });

    /// <summary>The person as listed; null when the practice has no such person.</summary>
    public async Task<ListedPerson?> FindAsync(Guid id) => (await ListAsync()).Find(person => person.Id == id);

    /// <summary>Whether a drawer of the person is open: money is in it that nobody has counted.</summary>
    public Task<bool> HasOpenDrawerAsync(Guid id) =>
        WithAsync((_, db) => db.Set<CashShift>().AnyAsync(row => row.CashierId == id && row.ClosedAt == null));

    /// <summary>Gives the person another name or other rights; whoever is signed in with the old rights is out at once.</summary>
    /// <param name="id">Who: nobody changes the own rights, so that one who administrates is always left.</param>
    /// <param name="name">As shown on screens and in the audit log from here on.</param>
    /// <param name="role">The key of a set of rights.</param>
    /// <param name="seen">What stood when the form was opened; what another changed since is told, not overwritten.</param>
    public Task<Result<bool>> ChangeAsync(Guid id, string name, string role, ListedPerson? seen = null) => OfAsync<bool>(id, async (users, db, user) =>
    {
        var called = name.Trim();
        if (seen is not null && Meanwhile.Changes(
            new Said(seen.Name, await NameOfAsync(db, seen.Role)), new Said(user.DisplayName, await NameOfAsync(db, Key(user))),
            new Said(called, await NameOfAsync(db, role))) is { Count: > 0 } changed)
            return changed;
        if (called.Length is 0 or > NameLength)
            return new Problem(FieldNames.Name, "Escribe el nombre de la persona.");
        var (wasCalled, had) = (user.DisplayName, Key(user));
        if (had != role)
        {
            if (actor.PersonId == user.Id)
                return new Problem(FieldNames.Role, "No puedes cambiar tus propios permisos: pídeselo a otra persona que administre la cuenta.");
            var before = (await db.RoleAsync(user, CancellationToken.None)).Name;
            if (await GiveAsync(db, user, role) is not { } given)
                return new Problem(FieldNames.Role, "Esos permisos ya no existen: elige otros.");
            await users.UpdateSecurityStampAsync(user);
            await RecordAsync(db, user, "Permisos", $"{before} → {given}");
        }

        if (wasCalled == called)
            return true;
        user.DisplayName = called;
        await RecordAsync(db, user, "Persona corregida", $"antes {wasCalled}");
        return true;
    });

    /// <summary>The name of a set of rights; its key where it is gone.</summary>
    private static async Task<string> NameOfAsync(HonorarioDb db, string role) => Guid.TryParse(role, out var id)
        ? await db.Set<RoleSet>().Where(row => row.Id == id).Select(row => row.Name).SingleOrDefaultAsync() ?? role
        : Enum.TryParse<PracticeRole>(role, out var shipped) && Role.Shipped.TryGetValue(shipped, out var known) ? known.Name : role;

    private static string Key(User user) => user.RoleSetId is { } set ? $"{set}" : $"{user.Role}";

    private static async Task<string?> GiveAsync(HonorarioDb db, User user, string role)
    {
        if (Guid.TryParse(role, out var id))
        {
            var set = await db.Set<RoleSet>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id);
            user.RoleSetId = set?.Id;
            return set?.Name;
        }

        if (!Enum.TryParse<PracticeRole>(role, out var shipped) || !Role.Shipped.TryGetValue(shipped, out var known))
            return null;
        (user.Role, user.RoleSetId) = (shipped, null);
        return known.Name;
    }

    private async Task<Uri> LinkAsync(UserManager<User> users, User user) =>
        PasswordLink.Of(address, user.Id, await users.GeneratePasswordResetTokenAsync(user));

    private async Task RecordAsync(HonorarioDb db, User user, string what, string? more = null)
    {
        db.Record(user.Id, clock.GetUtcNow().UtcDateTime, what, $"{user.DisplayName} · {user.Email}{(more is null ? "" : $" · {more}")}");
        await db.SaveChangesAsync();
    }

    private Task<Result<T>> OfAsync<T>(Guid id, Func<UserManager<User>, HonorarioDb, User, Task<Result<T>>> act) => WithAsync(async (users, db) =>
        await users.Users.SingleOrDefaultAsync(user => user.Id == id && user.PracticeId == actor.PracticeId) is { } user
            ? await act(users, db, user)
            : new Problem("", "La persona no existe en esta cuenta."));

    private async Task<T> WithAsync<T>(Func<UserManager<User>, HonorarioDb, Task<T>> act)
    {
        actor.Demand(Right.AdministratePeople);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().ActLike(actor);
        return await act(scope.ServiceProvider.GetRequiredService<UserManager<User>>(), scope.ServiceProvider.GetRequiredService<HonorarioDb>());
    }

    /// <summary>What a form says of a person, in words.</summary>
    private sealed record Said(string Name, string Role);
}
