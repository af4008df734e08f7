using Honorario.Billing.Auditoria;
using Honorario.Billing.Cuentas;
using Honorario.Billing.Storage;
using Honorario.Web.Security;

namespace Honorario.Web.Cuentas;

/// <summary>
/// Writes into the practice's audit log who came in, who was refused and who left. People of the portal have no practice whose log it
/// would be: of them the installation's log tells, without their names.
/// </summary>
internal sealed partial class RecordSignIn(IDatabase database, IHttpContextAccessor requests, TimeProvider clock, ILogger<RecordSignIn> log)
{
    public async Task RunAsync(User user, string what, string? detail = null)
    {
        if (user.PracticeId is not { } practice)
        {
            LogPortal(what, user.Id, requests.HttpContext.ClientText(), detail);
            return;
        }

        var actor = new Actor();
        actor.ActAs(new PracticePerson(practice, user.Id, user.DisplayName, new HashSet<Right>(), Address: requests.HttpContext.ClientText()));
        await using var db = database.Open(new Access(actor, Right.Enter, MayWrite: false));
        db.Record(user.Id, clock.GetUtcNow().UtcDateTime, what, detail);
        await db.SaveChangesAsync();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Portal: {What}, person {PersonId} from {Address} ({Detail})")]
    private partial void LogPortal(string what, Guid personId, string? address, string? detail);
}
