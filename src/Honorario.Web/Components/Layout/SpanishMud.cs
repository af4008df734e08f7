using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Honorario.Web.Components.Layout;

/// <summary>The few words that MudBlazor says by itself, in Spanish.</summary>
internal sealed class SpanishMud : MudLocalizer
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["Converter_InvalidDateTime"] = "Escribe la fecha como día/mes/año, por ejemplo 24/11/2026.",
        ["Converter_InvalidNumber"] = "Escribe un número.",
        ["MudBaseDatePicker_NextMonth"] = "Mes siguiente, {0}",
        ["MudBaseDatePicker_NextYear"] = "Año siguiente, {0}",
        ["MudBaseDatePicker_Open"] = "Abrir el calendario",
        ["MudBaseDatePicker_PrevMonth"] = "Mes anterior, {0}",
        ["MudBaseDatePicker_PrevYear"] = "Año anterior, {0}",
        ["MudDialog_Close"] = "Cerrar",
        ["MudFormComponent_Required"] = "Este dato hace falta.",
        ["MudInput_Clear"] = "Borrar",
        ["MudNavGroup_ToggleExpand"] = "Abrir o cerrar {0}",
        ["MudSelect_SelectAll"] = "Todos",
        ["MudSnackbar_Close"] = "Cerrar",
    };

    public override LocalizedString this[string key] => Words.TryGetValue(key, out var word) ? new(key, word) : new(key, key, resourceNotFound: true);
}
