namespace Honorario.Browser.Tests;

/// <summary>The demo users, as <c>./run</c> prints them.</summary>
internal sealed record Demo(string Email, string Password)
{
    public static readonly Demo Physician = new("xochitl@honorario.example", "Demo-Honorario-1");
    public static readonly Demo Assistant = new("lucia@honorario.example", "Demo-Honorario-2");
    public static readonly Demo Clinic = new("kemper@honorario.example", "Demo-Honorario-3");
    public static readonly Demo Insurer = new("marta@generaldesalud.example", "Demo-Honorario-5");
    public static readonly Demo Reviewer = new("revision@administradora.example", "Demo-Honorario-6");
    public static readonly Demo Doctor = new("medico@honorario.example", "Demo-Honorario-7");
    public static readonly Demo Accountant = new("contador@honorario.example", "Demo-Honorario-8");
    public static readonly Demo Cashier = new("caja@honorario.example", "Demo-Honorario-4");

    /// <param name="name">As the field is named.</param>
    public static Demo Named(string name) => (Demo)typeof(Demo).GetField(name)!.GetValue(null)!;
}
