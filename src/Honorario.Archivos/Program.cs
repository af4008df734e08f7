using Honorario.Archivos.Taller;

// The child process in which the product reads what people bring; it is of no use to a person.
using var questions = Console.OpenStandardInput();
using var answers = Console.OpenStandardOutput();
Console.SetOut(TextWriter.Null);
Bench.Run(questions, new BufferedStream(answers, 64 * 1024));
return 0;
