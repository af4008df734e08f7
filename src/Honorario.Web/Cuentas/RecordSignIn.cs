using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Web.Security;

namespace Honorario.Web.Cuentas;

/// <summary>
/// Writes into the practice's audit log who came in, who was refused and who left. People of the portal have no practice whose log it
/// would be.
/// </summary>
internal sealed class RecordSignIn(IDatabase database, IHttpContextAccessor requests, TimeProvider clock)
{
    public async Task RunAsync(User user, string what, string? detail = null)
    {
        if (user.PracticeId is not { } practice)
            return;
        var actor = new Actor();
        actor.ActAs(new PracticePerson(practice, user.Id, user.DisplayName, new HashSet<Right>(), Address: requests.HttpContext.ClientText()));
        await using var db = database.Open(new Access(actor, Right.Enter, MayWrite: false));
        db.Record(user.Id, clock.GetUtcNow().UtcDateTime, what, detail);
        await db.SaveChangesAsync();
    }
}
