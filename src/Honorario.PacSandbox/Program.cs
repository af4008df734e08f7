using Honorario.PacSandbox;

await SandboxApp.Build(args).RunAsync();
