using Honorario.PacSandbox;

var app = SandboxApp.Build(SandboxOptions.Read(args));
await app.StartAsync();
Console.WriteLine($"PAC de pruebas, SIN VALIDEZ FISCAL: {string.Join(' ', app.Urls)}");
await app.WaitForShutdownAsync();
