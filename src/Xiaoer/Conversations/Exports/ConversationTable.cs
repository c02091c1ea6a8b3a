using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Sheets;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Conversations.Exports;

/// <summary>A row for each conversation, newest first, read some at a time.</summary>
internal sealed class ConversationTable(XiaoerDb db, ConversationRows rows, CustomerDirectory customers, TeamDirectory teams)
{
    private const int AtOnce = 500;

    public async IAsyncEnumerable<string[]> Rows(IQueryable<Conversation> of, ShopFacts shop, [EnumeratorCancellation] CancellationToken ct)
    {
        var words = ExportWords.Of(shop);
        var channels = await db.Set<Channel>().AsNoTracking().Where(c => c.ShopId == shop.Id).ToDictionaryAsync(c => c.Id.Value, c => c.Name, ct);
        var named = await teams.Names(shop.Id, ct);
        yield return words.Headings;

        ConversationId? last = null;
        for (var written = 1; written < SheetStream.MostExcelRows;)
        {
            var behind = last is { } id ? of.Behind(c => c.Id, id) : of;
            var some = await rows.Read(behind.OrderByDescending(c => c.Id).Take(Math.Min(AtOnce, SheetStream.MostExcelRows - written)), ct);
            var numbers = await customers.Numbers(shop.Id, [.. some.Select(r => r.CustomerId).OfType<Guid>().Distinct().Select(c => new CustomerId(c))], ct);
            foreach (var row in some) yield return Row(row, words, shop, channels, named, numbers);
            if (some.Count < AtOnce) yield break;
            (last, written) = (new ConversationId(some[^1].Id), written + some.Count);
        }
    }

    private static string[] Row(
        ConversationRow r, ExportWords words, ShopFacts shop, Dictionary<Guid, string> channels, IReadOnlyDictionary<Guid, string> teams, IReadOnlyDictionary<Guid, string> numbers) =>
    [
        r.Number, words.Status(r.Status), r.Name, r.CustomerId is { } customer ? numbers.GetValueOrDefault(customer, "") : "", teams.GetValueOrDefault(r.TeamId, ""),
        channels.GetValueOrDefault(r.ChannelId, ""), r.AssigneeName ?? "", words.Step(r.Step), ThreadText.Time(r.CreatedAt, shop), ThreadText.Time(r.LastAt, shop),
        r.ResolvedAt is { } resolved ? ThreadText.Time(resolved, shop) : "", r.WaitingSince is { } waiting ? ThreadText.Time(waiting, shop) : "",
        r.LastSequence.ToString(CultureInfo.InvariantCulture), r.Unread.ToString(CultureInfo.InvariantCulture), r.Preview,
    ];
}
