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

    /// <summary>Its first focus is on the way out; MudBlazor's own message box has it on the deed.</summary>
    [Fact]
    public void Every_question_is_the_kit_s() => Pages()
        .Where(page => File.ReadAllText(page).Contains("ShowMessageBox", StringComparison.Ordinal)).Select(Path.GetFileName).Should().BeEmpty();

    /// <summary>By its label a form's draft is kept, and a screen reader tells it from others; filters and searches have none.</summary>
    [Fact]
    public void Every_form_that_saves_has_a_label() => Pages()
        .Where(page => !page.Contains("/Kit/", StringComparison.Ordinal))
        .SelectMany(page => KitForm().Matches(File.ReadAllText(page)).Select(form => (Page: Path.GetFileName(page), Tag: form.Value)))
        .Where(form => !form.Tag.Contains(" Label", StringComparison.Ordinal) && !form.Tag.Contains("Search", StringComparison.Ordinal)
            && !form.Tag.Contains("Class=\"filtro\"", StringComparison.Ordinal))
        .Should().BeEmpty();

    /// <summary>Of a field whose value is a text, what is not code is shown as it is written.</summary>
    [Fact]
    public void Every_field_of_text_is_given_a_value_and_not_the_name_of_one()
    {
        var texts = typeof(Honorario.Web.Components.Kit.KitForm).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Honorario.Web.Components.Kit.FieldBase)) && type.GetProperty("Value")?.PropertyType == typeof(string))
            .Select(type => type.Name).ToList();
        texts.Should().Contain("TextField").And.Contain("RfcField");
        var named = new Regex($@"<(?:{string.Join('|', texts)})\b[^<]*?\sValue=""(?![@""])[^""]*""");
        Pages().SelectMany(page => named.Matches(File.ReadAllText(page)).Select(field => (Page: Path.GetFileName(page), Field: field.Value))).Should().BeEmpty();
    }

    /// <summary>A click that asks the server for something counts once, however fast the second one comes.</summary>
    [Fact]
    public void Every_button_that_does_something_is_one_of_the_kit() => Pages()
        .Where(page => !page.Contains("/Kit/", StringComparison.Ordinal))
        .SelectMany(page => Doing().Matches(File.ReadAllText(page)).Select(button => (Page: Path.GetFileName(page), Button: button.Value)))
        .Should().BeEmpty();

    /// <summary>Who turns pages fast, or filters while an answer is under way, sees the answer to the last question.</summary>
    [Fact]
    public void Every_list_with_pages_that_asks_for_its_rows_drops_an_older_answer() => Pages()
        .Select(page => (Name: Path.GetFileName(page), Text: File.ReadAllText(page)))
        .Where(page => page.Text.Contains("<Pager", StringComparison.Ordinal) && page.Text.Contains("CancellationToken.None", StringComparison.Ordinal))
        .Where(page => !page.Text.Contains("LastAnswer ", StringComparison.Ordinal) && !page.Text.Contains("MarkableList ", StringComparison.Ordinal))
        .Select(page => page.Name).Should().BeEmpty();

    private static IEnumerable<string> Pages([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Directory.EnumerateFiles(
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "Honorario.Web", "Components")), "*.razor", SearchOption.AllDirectories);

    [GeneratedRegex(@"<Mud(TextField|NumericField|DatePicker|DateRangePicker|TimePicker|Select|Autocomplete|FileUpload|Form|Tabs|Breadcrumbs)\b")]
    private static partial Regex MudInput();

    [GeneratedRegex(@"<Mud(Icon)?Button[^<]*OnClick=""[^""]*((?<!Invoke)Async|Accepted)\b[^""]*""")]
    private static partial Regex Doing();

    [GeneratedRegex(@"<KitForm(?:[^>""]|""[^""]*"")*")]
    private static partial Regex KitForm();

    [GeneratedRegex("<form[^>]*>")]
    private static partial Regex Form();
}
