using Xiaoer.Shared.Orders;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Imports;

/// <summary>Imports in the shop's words.</summary>
internal static class ImportWords
{
    public static string Field(this Texts texts, string field) => texts["imports.field." + field];

    public static string Preset(this Texts texts, string preset) => texts["imports.preset." + preset];

    public static string Tone(ImportState state) => state switch
    {
        ImportState.Finished => "green",
        ImportState.Failed => "red",
        ImportState.Uploaded or ImportState.Cancelled => "amber",
        ImportState.Undone => "",
        ImportState.Queued or ImportState.Reading or ImportState.Settling or ImportState.Undoing => "blue",
    };
}
