using CsCheck;

namespace Honorario.Fuzz;

/// <summary>A short run of bench/fuzz's "files".</summary>
public class FileFuzzTests
{
    [Fact]
    public void Damaged_files_never_break_a_reader() => FileTargets.Cases.Sample(FileTargets.Read, iter: 1_500);
}
