using MudBlazor;

namespace Honorario.Web.Components.Layout;

/// <summary>The application's colours and type; app.css has the same values as variables.</summary>
internal static class Look
{
    public static MudTheme Theme { get; } = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b6b6f",
            PrimaryDarken = "#084f52",
            PrimaryLighten = "#2f8b8f",
            Secondary = "#7a4d12",
            Tertiary = "#3b5b8c",
            Info = "#2a5f9e",
            Success = "#1c7445",
            Warning = "#8a5a00",
            Error = "#b3261e",
            Background = "#f4f7f7",
            Surface = "#ffffff",
            AppbarBackground = "#ffffff",
            AppbarText = "#17252a",
            DrawerBackground = "#ffffff",
            DrawerText = "#2b3b41",
            DrawerIcon = "#4c6068",
            TextPrimary = "#17252a",
            TextSecondary = "#4c6068",
            ActionDefault = "#4c6068",
            LinesDefault = "#dde5e7",
            LinesInputs = "#8fa1a8",
            TableLines = "#e4eaec",
            TableHover = "#f1f6f6",
            Divider = "#dde5e7",
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "8px", DrawerWidthLeft = "236px", AppbarHeight = "60px" },
        Typography = new Typography
        {
            Default = new DefaultTypography
            {
                FontFamily = ["Inter", "system-ui", "sans-serif"],
                FontSize = ".9rem",
                LineHeight = "1.45",
                LetterSpacing = "0",
            },
            Button = new ButtonTypography
            {
                FontFamily = ["Inter", "system-ui", "sans-serif"],
                FontSize = ".9rem",
                FontWeight = "600",
                TextTransform = "none",
                LetterSpacing = "0",
            },
            Body1 = new Body1Typography { FontFamily = ["Inter", "system-ui", "sans-serif"], FontSize = ".9375rem", LetterSpacing = "0" },
            Body2 = new Body2Typography { FontFamily = ["Inter", "system-ui", "sans-serif"], FontSize = ".875rem", LetterSpacing = "0" },
            H6 = new H6Typography { FontFamily = ["Inter", "system-ui", "sans-serif"], FontSize = "1.05rem", FontWeight = "600", LetterSpacing = "0" },
        },
    };
}
