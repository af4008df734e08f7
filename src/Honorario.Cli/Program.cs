using Honorario.Cli;

return Commands.Run(args, new Terminal(Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.Error, TimeProvider.System));
