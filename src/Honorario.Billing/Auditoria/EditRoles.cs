using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Auditoria;

/// <summary>A set of rights as it is typed.</summary>
/// <param name="Id">Which to change; null for a new one.</param>
public sealed record RoleForm(Guid? Id, string Name, IReadOnlySet<Right> Rights, bool OnlyOwn)
{
    /// <summary>What it says, each in words.</summary>
    internal RoleWords Words => new(Name.Trim(), string.Join(", ", Rights.Order().Select(right => right.Text())), OnlyOwn);
}

/// <summary>A set of rights in words.</summary>
internal sealed record RoleWords(string Name, string Rights, bool OnlyOwn);

/// <summary>The sets of rights of a practice: those that every practice has, and its own.</summary>
public sealed class EditRoles(HonorarioStorage storage, Actor actor, TimeProvider clock)
{
    public async Task<IReadOnlyList<Role>> ListAsync(CancellationToken ct)
    {
        await using var db = storage.Open(Right.AdministratePeople);
        var made = await db.Set<RoleSet>().AsNoTracking().OrderBy(row => row.Name).ToListAsync(ct);
        return [.. Role.Shipped.Values, .. made.Select(row => row.Role)];
    }

    /// <summary>Makes or changes a set; whoever has it enters again with the new rights.</summary>
    /// <param name="form">What it is to be.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="seen">What stood when the form was opened; what another changed since is told, not overwritten.</param>
    public async Task<Result<Guid>> RunAsync(RoleForm form, CancellationToken ct, Role? seen = null)
    {
        var name = form.Name.Trim();
        if (name.Length is 0 or > RoleSetTable.NameLength)
            return new Problem(FieldNames.Name, $"Escribe un nombre de hasta {RoleSetTable.NameLength} caracteres.");
        if (form.Rights.Count == 0)
            return new Problem(FieldNames.Rights, "Marca al menos un permiso.");
        await using var db = storage.Open(Right.AdministratePeople);
        var sets = await db.Set<RoleSet>().ToListAsync(ct);
        if (Role.Shipped.Values.Select(role => (role.Key, role.Name)).Concat(sets.Select(row => (Key: $"{row.Id}", row.Name)))
            .Any(one => one.Key != $"{form.Id}" && SearchText.Of(one.Name) == SearchText.Of(name)))
            return new Problem(FieldNames.Name, "Ya hay permisos con ese nombre: escribe otro.");
        var set = sets.Find(row => row.Id == form.Id);
        if (form.Id is not null && set is null)
            return new Problem("", "Esos permisos ya no existen: alguien los quitó. Guárdalos como un conjunto nuevo si los necesitas.");
        if (set is not null && seen is not null && Meanwhile.Changes(Words(seen), Words(set.Role), form.Words) is { Count: > 0 } changed)
            return changed;
        if (set is null)
            db.Add(set = new RoleSet { Name = name });
        var holders = await db.Users.Where(user => user.RoleSetId == set.Id).ToListAsync(ct);
        if (holders.Exists(user => user.Id == actor.PersonId) && !form.Rights.Contains(Right.AdministratePeople))
            return new Problem(FieldNames.Rights, "Son tus propios permisos: si no administras a las personas, nadie más podría. "
                + "Pídeselo a otra persona que administre la cuenta.");
        (set.Name, set.OnlyOwn) = (name, form.OnlyOwn);
        set.Give(form.Rights);
        foreach (var user in holders)
            user.SecurityStamp = $"{Guid.NewGuid()}";
        db.Record(set.Id, clock.GetUtcNow().UtcDateTime, "Conjunto de permisos", $"{name}: {Words(set.Role).Rights}");
        await db.SaveChangesAsync(ct);
        return set.Id;
    }

    private static RoleWords Words(Role role) => new RoleForm(null, role.Name, role.Rights, role.OnlyOwn).Words;

    /// <summary>Takes away a set that nobody has.</summary>
    public async Task<Result<Guid>> RemoveAsync(Guid id, CancellationToken ct)
    {
        await using var db = storage.Open(Right.AdministratePeople);
        if (await db.Set<RoleSet>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } set)
            return new Problem("", "Esos permisos ya no existen.");
        var holders = await db.Users.Where(user => user.RoleSetId == id).OrderBy(user => user.DisplayName).Select(user => user.DisplayName).ToListAsync(ct);
        if (holders.Count > 0)
            return new Problem("", $"{string.Join(", ", holders)} {(holders.Count == 1 ? "tiene" : "tienen")} los permisos {set.Name}: dales otros antes "
                + "de quitarlos.", Link: "/configuracion/usuarios");
        db.Remove(set);
        db.Record(id, clock.GetUtcNow().UtcDateTime, "Conjunto de permisos quitado", set.Name);
        await db.SaveChangesAsync(ct);
        return id;
    }
}
