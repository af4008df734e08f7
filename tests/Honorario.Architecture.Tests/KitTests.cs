using System.Text.RegularExpressions;

namespace Honorario.Architecture.Tests;

/// <summary>What is typed goes through one kit of fields, and every form is sent once.</summary>
public partial class KitTests
{
    [Fact]
    public void Only_the_kit_talks_to_the_inputs_of_MudBlazor() => Pages()
        .Where(page => !page.Contains("/Kit/", StringComparison.Ordinal) && MudInput().IsMatch(File.ReadAllText(page)))
        .Select(Path.GetFileName).Should().BeEmpty();

    /// <summary>The patient's pages run no scripts; there the server alone keeps a ticket from being billed twice.</summary>
    [Fact]
    public void Every_form_is_one_of_the_kit_or_says_that_it_is_sent_once() => Pages()
        .Where(page => !page.Contains("/Kit/", StringComparison.Ordinal) && !page.Contains("/AutoFactura/", StringComparison.Ordinal))
        .SelectMany(page => Form().Matches(File.ReadAllText(page)).Select(form => (Page: Path.GetFileName(page), Tag: form.Value)))
        .Where(form => !form.Tag.Contains("data-vez", StringComparison.Ordinal) && !form.Tag.Contains("id=\"salir\"", StringComparison.Ordinal))
        .Should().BeEmpty();

    private static IEnumerable<string> Pages([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Directory.EnumerateFiles(
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "Honorario.Web", "Components")), "*.razor", SearchOption.AllDirectories);

    [GeneratedRegex(@"<Mud(TextField|NumericField|DatePicker|DateRangePicker|TimePicker|Select|Autocomplete|FileUpload|Form|Tabs|Breadcrumbs)\b")]
    private static partial Regex MudInput();

    [GeneratedRegex("<form[^>]*>")]
    private static partial Regex Form();
}
