using Honorario.Billing.Cuentas;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Honorario.Web.Cuentas;

/// <summary>A circuit acts for whoever signed in, from before its first component until its end.</summary>
internal sealed class CircuitActor(Actor actor, AuthenticationStateProvider authentication) : CircuitHandler
{
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken) =>
        actor.ActFor((await authentication.GetAuthenticationStateAsync()).User);
}
