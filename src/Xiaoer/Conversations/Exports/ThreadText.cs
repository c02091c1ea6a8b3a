using System.Globalization;
using System.Runtime.CompilerServices;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Conversations.Exports;

/// <summary>A thread as lines to read and as a table, in the language and time of its shop.</summary>
internal static class ThreadText
{
    public static async IAsyncEnumerable<string> Lines(ConversationRow row, IAsyncEnumerable<MessageView> entries, ShopFacts shop, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var words = ExportWords.Of(shop);
        yield return $"{row.Number}  {row.Name}  {words.Status(row.Status)}";
        yield return "";
        await foreach (var m in entries.WithCancellation(ct))
            yield return $"[{Time(m.At, shop)}] {words.Author(m, row.Name)}: {Said(m, words).ReplaceLineEndings("\n    ")}";
    }

    public static async IAsyncEnumerable<string[]> Table(IAsyncEnumerable<MessageView> entries, ShopFacts shop, [EnumeratorCancellation] CancellationToken ct = default)
    {
        var words = ExportWords.Of(shop);
        yield return words.EntryHeadings;
        await foreach (var m in entries.WithCancellation(ct))
            yield return [m.Sequence.ToString(CultureInfo.InvariantCulture), Time(m.At, shop), words.Author(m.Author), m.SenderName ?? "", words.Kind(m.Kind), Said(m, words)];
    }

    public static string Time(DateTimeOffset at, ShopFacts shop) => ShopTime.Local(at, shop.TimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Said(MessageView m, ExportWords words) => m.Content?.Quote?.Message is { } quoted
        ? $"{Words(m, words)} ({words.Quoting} {(quoted.Recalled ? words.Recalled : quoted.Kind is MessageKind.Text or MessageKind.Note ? quoted.Excerpt : $"[{words.Kind(quoted.Kind)}] {quoted.Excerpt}".Trim())})"
        : Words(m, words);

    private static string Words(MessageView m, ExportWords words) => m.Kind switch
    {
        _ when m.RecalledAt is not null => words.Recalled,
        MessageKind.Text or MessageKind.Note => m.Text,
        MessageKind.Event => words.Event(m.Content?.Event, m.Text),
        MessageKind.Product => $"[{words.Kind(m.Kind)}] {m.Content?.Product?.Title} {m.Content?.Product?.Url} {m.Text}".Trim(),
        MessageKind.File => $"[{words.Kind(m.Kind)}] {m.Content?.File?.Name} {m.Text}".Trim(),
        MessageKind.Order => $"[{words.Kind(m.Kind)}] {m.Content?.Order?.ExternalId} {m.Text}".Trim(),
        MessageKind.Sticker => $"[{words.Kind(m.Kind)}] {m.Content?.Sticker?.Code}",
        _ => $"[{words.Kind(m.Kind)}] {m.Text}".Trim(),
    };
}
