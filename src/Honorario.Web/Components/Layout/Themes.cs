using MudBlazor;

namespace Honorario.Web.Components.Layout;

/// <summary>The application's colours and type, in two themes; kit.css has the same tokens as variables.</summary>
internal static class Themes
{
    /// <summary>The cookie in which the browser tells its theme: "dark" or "light".</summary>
    public const string Cookie = "tema";

    private const string Inter = "Inter";
    private static readonly string[] Family = [Inter, "system-ui", "sans-serif"];

    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b6b6f",
            PrimaryDarken = "#084f52",
            PrimaryLighten = "#2f8b8f",
            PrimaryContrastText = "#ffffff",
            Secondary = "#7a4a00",
            Tertiary = "#2457a6",
            Info = "#2457a6",
            Success = "#17683f",
            Warning = "#7a4a00",
            Error = "#b3261e",
            Background = "#f5f8f8",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#15232a",
            DrawerBackground = "#ffffff",
            DrawerText = "#15232a",
            DrawerIcon = "#48606a",
            TextPrimary = "#15232a",
            TextSecondary = "#48606a",
            ActionDefault = "#48606a",
            LinesDefault = "#dfe7ea",
            LinesInputs = "#7d9097",
            TableLines = "#eef3f4",
            TableHover = "#eef3f4",
            Divider = "#dfe7ea",
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#3fb6b2",
            PrimaryDarken = "#6fd3ce",
            PrimaryLighten = "#6fd3ce",
            PrimaryContrastText = "#06211f",
            Secondary = "#f0bd6a",
            Tertiary = "#94bbff",
            Info = "#94bbff",
            InfoContrastText = "#0f1a1f",
            Success = "#6fd39b",
            SuccessContrastText = "#0f1a1f",
            Warning = "#f0bd6a",
            WarningContrastText = "#0f1a1f",
            Error = "#ff9c92",
            ErrorContrastText = "#0f1a1f",
            Background = "#0f1a1f",
            Surface = "#16232a",
            AppbarBackground = "#16232a",
            AppbarText = "#e6eff0",
            DrawerBackground = "#16232a",
            DrawerText = "#e6eff0",
            DrawerIcon = "#b1c3c8",
            TextPrimary = "#e6eff0",
            TextSecondary = "#b1c3c8",
            TextDisabled = "#93a7ad",
            ActionDefault = "#b1c3c8",
            ActionDisabled = "#93a7ad",
            LinesDefault = "#2a3b41",
            LinesInputs = "#6d838a",
            TableLines = "#213036",
            TableHover = "#213036",
            Divider = "#2a3b41",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", DrawerWidthLeft = "236px", AppbarHeight = "60px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Family, FontSize = ".9rem", LineHeight = "1.45", LetterSpacing = "0" },
            Button = new ButtonTypography { FontFamily = Family, FontSize = ".9rem", FontWeight = "600", TextTransform = "none", LetterSpacing = "0" },
            Body1 = new Body1Typography { FontFamily = Family, FontSize = ".9375rem", LetterSpacing = "0" },
            Body2 = new Body2Typography { FontFamily = Family, FontSize = ".875rem", LetterSpacing = "0" },
            H6 = new H6Typography { FontFamily = Family, FontSize = "1.05rem", FontWeight = "600", LetterSpacing = "0" },
        },
    };
}
