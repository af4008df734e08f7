using Honorario.Billing.Storage;
using Microsoft.EntityFrameworkCore;

namespace Honorario.Billing.Aseguradora;

/// <summary>What a company of the portal is to its invoices; asked before there is an actor.</summary>
public static class CompanyRole
{
    public static async Task<PortalRole?> RoleOfAsync(this HonorarioDb db, Guid companyId, CancellationToken ct) =>
        await db.Set<PortalCompany>().Where(row => row.Id == companyId).Select(row => (PortalRole?)row.Role).SingleOrDefaultAsync(ct);
}
