using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Honorario.Archivos.Bancos;
using Honorario.Archivos.Constancias;
using Honorario.Archivos.Externos;
using Honorario.Archivos.Imagenes;
using Honorario.Archivos.Lectura;
using Honorario.Archivos.Tablas;

namespace Honorario.Archivos.Taller;

/// <summary>The child process: answers one question after the other until its parent ends.</summary>
internal static class Bench
{
    private const int PartRows = 500;
    private const int LongestQuestion = 1024 * 1024;

    /// <summary>The parent ends it long before; this is for a child whose parent is gone.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    public static void Run(Stream questions, Stream answers)
    {
        Frames.Write(answers, FrameKind.Ready, []);
        while (Ask(questions) is var (question, files))
        {
            using var watch = new Timer(_ => Environment.Exit(2), null, Longest, Timeout.InfiniteTimeSpan);
            Answer(question, files, answers);
        }
    }

    private static (Question Question, List<BroughtFile> Files)? Ask(Stream questions)
    {
        var head = new byte[4];
        if (questions.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length)
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < 0 or > LongestQuestion)
            return null;
        var json = new byte[length];
        questions.ReadExactly(json);
        var question = JsonSerializer.Deserialize<Question>(json, Frames.Json)!;
        var files = new List<BroughtFile>();
        for (var at = 0; at < question.Names.Count; at++)
        {
            var content = new byte[question.Lengths[at]];
            questions.ReadExactly(content);
            files.Add(new BroughtFile(question.Names[at], content));
        }

        return (question, files);
    }

    private static void Answer(Question question, List<BroughtFile> files, Stream answers)
    {
        switch (question.Work)
        {
            case Work.Book:
                Write(Rows(files[0], question.Limits!, answers), answers);
                break;
            case Work.Bank:
                Write(BankFile.Read(files[0]), answers);
                break;
            case Work.Constancia:
                Write(ConstanciaReader.Read(files[0]), answers);
                break;
            case Work.Unpack:
                Write(Unpacker.Read(files, content => Frames.Write(answers, FrameKind.Bytes, content)), answers);
                break;
            case Work.Picture:
                var picture = PictureReader.Read(files[0]);
                if (picture.Ok)
                    Frames.Write(answers, FrameKind.Bytes, picture.Value.Content);
                Write(picture, answers);
                break;
        }
    }

    /// <summary>Rows go out while the table is read: neither side holds all of it.</summary>
    private static Read<SheetNames> Rows(BroughtFile file, TableLimits limits, Stream answers)
    {
        var (sheet, rows) = (0, new List<Cell[]>(PartRows));
        void Send()
        {
            if (rows.Count > 0)
                Frames.Write(answers, FrameKind.Bytes, JsonSerializer.SerializeToUtf8Bytes(new SheetPart(sheet, rows), Frames.Json));
            rows.Clear();
        }

        var read = BookReader.Each(file, limits, (number, row) =>
        {
            if (number != sheet || rows.Count == PartRows)
                Send();
            sheet = number;
            rows.Add(row);
        });
        Send();
        return read;
    }

    private static void Write<T>(Read<T> read, Stream answers)
        where T : class
    {
        if (read.Ok)
            Frames.Write(answers, FrameKind.Value, JsonSerializer.SerializeToUtf8Bytes(read.Value, Frames.Json));
        else
            Frames.Write(answers, FrameKind.Refusal, Encoding.UTF8.GetBytes(read.Refusal));
    }
}
