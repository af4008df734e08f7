using Honorario.Billing.Cuentas;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Storage;

/// <summary>With which rights a person signs in; asked before there is an actor.</summary>
public static class PersonRole
{
    /// <summary>The person's set of rights; one without any where it is gone.</summary>
    public static async Task<Role> RoleAsync(this HonorarioDb db, User user, CancellationToken ct)
    {
        if (user.RoleSetId is not { } id)
            return Role.Shipped[user.Role];
        var made = await db.Set<RoleSet>().IgnoreQueryFilters().AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == id && row.PracticeId == user.PracticeId, ct);
        return made?.Role ?? new Role($"{id}", "", new HashSet<Right>());
    }
}
