using Honorario.Billing.Cuentas;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Honorario.Web.Cuentas;

/// <summary>A circuit acts for whoever signed in, from before its first component until its session ends; then nothing that it is told is done.</summary>
internal sealed class CircuitDoor(
    Actor actor, CircuitSession session, OpenCircuits circuits, AuthenticationStateProvider authentication) : CircuitHandler
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        actor.ActFor(user);
        session.Begin(user);
        session.Changed += OnEnded;
        circuits.Add(session);
    }

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        circuits.Remove(session);
        session.Changed -= OnEnded;
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) => Away(false);

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken) => Away(true);

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) =>
        activity => session.Ended is null ? next(activity) : Task.CompletedTask;

    private void OnEnded() => actor.End();

    private Task Away(bool away)
    {
        session.Away = away;
        return Task.CompletedTask;
    }
}
