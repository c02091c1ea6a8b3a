using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Alerts;

/// <summary>What a notice says. Names and words of customers leave the house only for who switched that on; otherwise the number alone.</summary>
internal static class PushWords
{
    private const int Longest = 140;

    public static PushNotice Of(PushDelivery delivery, ConversationRow row, bool showText, string locale)
    {
        var english = locale == Locales.English;
        var who = showText && row.Name.Length > 0 ? $"{row.Name} · {row.Number}" : row.Number;
        var title = (delivery.Reason, english) switch
        {
            (AlertReason.NewInQueue, false) => $"有新客人排队 · {who}",
            (AlertReason.NewInQueue, true) => $"Somebody new waits · {who}",
            (AlertReason.NewInMine, false) => $"客人来消息了 · {who}",
            (AlertReason.NewInMine, true) => $"A customer wrote · {who}",
            (AlertReason.Mentioned, false) => $"有同事提到你 · {who}",
            (AlertReason.Mentioned, true) => $"A colleague mentioned you · {who}",
            (AlertReason.LongWait, false) => $"客人等久了 · {who}",
            (AlertReason.LongWait, true) => $"A customer waits too long · {who}",
        };
        var body = showText && row is { LastAuthor: MessageAuthor.Customer, LastKind: MessageKind.Text } && row.Preview.Length > 0
            ? row.Preview.Length > Longest ? row.Preview[..Longest] : row.Preview
            : english ? "Tap to open the conversation." : "点开就能回复。";
        return new PushNotice(title, body, $"/desk/{row.Id}", row.Id.ToString("N"));
    }
}
