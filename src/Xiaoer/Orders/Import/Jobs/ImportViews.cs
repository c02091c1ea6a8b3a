using System.Text.Json;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>Imports as the API shows them.</summary>
internal static class ImportViews
{
    public static ImportView View(this ImportRun r) => new(
        r.Id, r.Kind, r.State, r.FileName, r.Bytes, r.Preset, r.Encoding, r.Mapping is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(r.Mapping, XiaoerJson.Options),
        new ImportFigures(r.Rows, r.Created, r.Updated, r.Unchanged, r.Rejected, r.Warnings, r.Orders, r.Items, r.Customers, r.GuestOrders, r.RefundLines),
        r.Permille / 1000.0, r.Code, r.Error, r.ActorName, r.StartedAt, r.FinishedAt, r.Removed, r.Kept);
}
