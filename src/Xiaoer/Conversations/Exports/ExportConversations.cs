using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Views;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Platform.Sheets;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Exports;

/// <summary>Takes conversations out as files: one with all that was said, or a list with a row for each. What the desk masks stays masked.</summary>
internal static class ExportConversations
{
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(RouteGroupBuilder conversations)
    {
        conversations.MapGet("/export", List).RequirePermission(Permissions.ExportConversations).WithSummary("A row for each conversation of the list that the query asks for, as csv or xlsx.");
        conversations.MapGet("/{id:guid}/export", One).RequirePermission(Permissions.ExportConversations).WithSummary("One conversation with all its entries, notes included, as txt, csv or json.");
    }

    internal static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> List(
        Guid shop, Caller caller, XiaoerDb db, ConversationTable table, CustomerLabels labels, ShopDirectory shops, AuditLog audit, TimeProvider time, CancellationToken ct,
        string format = "csv", string? filter = null, string? status = null, Guid? team = null, Guid? channel = null, Guid? assignee = null, Guid? tag = null, int? waiting = null, bool unread = false)
    {
        if (format is not ("csv" or "xlsx")) return Invalid.Of("format", "format is csv or xlsx.");
        var (asked, refusal) = InboxQuery.Read(filter, status, team, channel, assignee, tag, waiting, unread);
        if (asked is null) return refusal!;

        var shopId = new ShopId(shop);
        var facts = await shops.Find(shopId, ct);
        audit.Note(shopId, caller.Actor, "conversations.exported", null, new Taken(format, asked));
        await db.SaveChangesAsync(ct);

        var rows = table.Rows(db.Set<Conversation>().VisibleTo(caller, shopId).Matching(asked, caller, shopId, labels, time.GetUtcNow()), facts, ct);
        var name = $"conversations-{ShopTime.Local(time.Now(), facts.TimeZone):yyyyMMdd}.{format}";
        return format == "csv"
            ? TypedResults.Stream(to => SheetStream.Csv(to, rows, ct), "text/csv; charset=utf-8", name)
            : TypedResults.Stream(to => SheetStream.Excel(to, rows, "conversations", ct), Excel, name);
    }

    internal static async Task<Results<PushStreamHttpResult, NotFound, ProblemHttpResult>> One(
        Guid shop, Guid id, Caller caller, XiaoerDb db, ConversationRows rows, ThreadEntries entries, ShopDirectory shops, AuditLog audit, CancellationToken ct, string format = "txt")
    {
        if (format is not ("txt" or "csv" or "json")) return Invalid.Of("format", "format is txt, csv or json.");
        var (shopId, wanted) = (new ShopId(shop), new ConversationId(id));
        if (await rows.Read(db.Set<Conversation>().VisibleTo(caller, shopId).Where(c => c.Id == wanted), ct) is not [var row]) return TypedResults.NotFound();

        var facts = await shops.Find(shopId, ct);
        audit.Note(shopId, caller.Actor, "conversation.exported", id, new Taken(format, null));
        await db.SaveChangesAsync(ct);
        var lines = entries.Of(shopId, wanted, ct);
        var name = $"{row.Number}.{format}";
        return format switch
        {
            "json" => TypedResults.Stream(async to => await JsonSerializer.SerializeAsync(to, new ConversationExport(row, await lines.ToListAsync(ct)), XiaoerJson.Options, ct), "application/json", name),
            "csv" => TypedResults.Stream(to => SheetStream.Csv(to, ThreadText.Table(lines, facts), ct), "text/csv; charset=utf-8", name),
            _ => TypedResults.Stream(to => Text(to, ThreadText.Lines(row, lines, facts), ct), "text/plain; charset=utf-8", name),
        };
    }

    private static async Task Text(Stream to, IAsyncEnumerable<string> lines, CancellationToken ct)
    {
        await using var writer = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true);
        await foreach (var line in lines.WithCancellation(ct)) await writer.WriteAsync((line + "\n").AsMemory(), ct);
    }

    private sealed record Taken(string Format, InboxConditions? Conditions);
}
