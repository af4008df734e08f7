namespace Honorario.Web.Cuentas;

/// <summary>The address at which a person chooses a password, once.</summary>
internal static class PasswordLink
{
    /// <param name="address">Where the application is.</param>
    /// <param name="person">Who chooses.</param>
    /// <param name="token">What Identity gave out for it.</param>
    public static Uri Of(PublicAddress address, Guid person, string token) =>
        new(address.Root, $"cuenta/contrasena?persona={person}&clave={Uri.EscapeDataString(token)}");
}
