namespace Honorario.Browser.Tests;

/// <summary>Who signs in. The demo's people, as <c>./run</c> prints them, are those of the test's own practices once it has some (<see
/// cref="Practices"/>).</summary>
internal sealed class Demo(string email, string password)
{
    public static readonly Demo Physician = Shipped("xochitl@honorario.example", 1);
    public static readonly Demo Assistant = Shipped("lucia@honorario.example", 2);
    public static readonly Demo Clinic = Shipped("kemper@honorario.example", 3);
    public static readonly Demo Cashier = Shipped("caja@honorario.example", 4);
    public static readonly Demo Insurer = Shipped("marta@generaldesalud.example", 5);
    public static readonly Demo Reviewer = Shipped("revision@administradora.example", 6);
    public static readonly Demo Doctor = Shipped("medico@honorario.example", 7);
    public static readonly Demo Accountant = Shipped("contador@honorario.example", 8);

    public bool IsShipped { get; private init; }

    public string Password => password;

    public string Email => IsShipped && Practices.Mark is { } mark ? email.Replace("@", $".{mark}@", StringComparison.Ordinal) : email;

    /// <summary>The same person as <c>./run</c> has it, in practices that nobody owns.</summary>
    public Demo AsShown => new(email, password);

    /// <param name="name">As the field is named.</param>
    public static Demo Named(string name) => (Demo)typeof(Demo).GetField(name)!.GetValue(null)!;

    private static Demo Shipped(string email, int number) => new(email, $"Demo-Honorario-{number}") { IsShipped = true };
}
