using Xiaoer.Accounts.Contracts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Exports;

/// <summary>The few words of exported files, in the shop's language.</summary>
internal sealed class ExportWords(bool chinese)
{
    public static ExportWords Of(ShopFacts shop) => new(shop.Locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase));

    public string[] EntryHeadings => chinese ? ["序号", "时间", "谁", "姓名", "类型", "内容"] : ["Number", "Time", "Who", "Name", "Kind", "Content"];

    public string[] Headings => chinese
        ? ["会话号", "状态", "客户", "客户号", "组", "渠道", "客服", "接待步骤", "开始时间", "最后消息时间", "结束时间", "等待开始", "条数", "未读", "最后内容"]
        : ["Conversation", "Status", "Customer", "Customer number", "Team", "Channel", "Agent", "Step", "Started", "Last message", "Resolved", "Waiting since", "Entries", "Unread", "Last words"];

    public string Recalled => chinese ? "[已撤回]" : "[recalled]";

    public string Quoting => chinese ? "引用：" : "quoting:";

    public string Status(ConversationStatus status) => (status, chinese) switch
    {
        (ConversationStatus.Queued, true) => "排队中",
        (ConversationStatus.Open, true) => "待回复",
        (ConversationStatus.Waiting, true) => "等客户",
        (ConversationStatus.Resolved, true) => "已结束",
        _ => status.ToString().ToLowerInvariant(),
    };

    public string Step(ReceptionStep step) => (step, chinese) switch
    {
        (ReceptionStep.Greet, true) => "问好",
        (ReceptionStep.Consult, true) => "咨询",
        (ReceptionStep.Recommend, true) => "推荐",
        (ReceptionStep.Objection, true) => "异议",
        (ReceptionStep.Win, true) => "促成",
        (ReceptionStep.Confirm, true) => "确认订单",
        (ReceptionStep.Place, true) => "下单发货",
        (ReceptionStep.Farewell, true) => "告别",
        _ => step.ToString().ToLowerInvariant(),
    };

    public string Author(MessageAuthor author) => (author, chinese) switch
    {
        (MessageAuthor.Customer, true) => "客户",
        (MessageAuthor.Agent, true) => "客服",
        (MessageAuthor.Bot, true) => "机器人",
        (MessageAuthor.Automatic, true) => "自动回复",
        (MessageAuthor.System, true) => "系统",
        _ => author.ToString().ToLowerInvariant(),
    };

    public string Author(MessageView m, string customer) => m.Author switch
    {
        MessageAuthor.Customer => customer,
        MessageAuthor.Agent when m.Kind == MessageKind.Note => $"{m.SenderName} ({Kind(m.Kind)})",
        MessageAuthor.Agent => m.SenderName ?? Author(m.Author),
        _ => Author(m.Author),
    };

    public string Kind(MessageKind kind) => (kind, chinese) switch
    {
        (MessageKind.Text, true) => "文字",
        (MessageKind.Image, true) => "图片",
        (MessageKind.File, true) => "文件",
        (MessageKind.Sticker, true) => "表情",
        (MessageKind.Product, true) => "商品",
        (MessageKind.Order, true) => "订单",
        (MessageKind.OrderConfirmation, true) => "订单确认",
        (MessageKind.Note, true) => "内部备注",
        (MessageKind.Event, true) => "事件",
        _ => kind.ToString().ToLowerInvariant(),
    };

    public string Event(EventPart? part, string code)
    {
        var what = (part?.Code ?? code, chinese) switch
        {
            (ThreadEvents.Started, true) => "开始会话",
            (ThreadEvents.Taken, true) => "接待",
            (ThreadEvents.Transferred, true) => "转接",
            (ThreadEvents.Resolved, true) => "结束会话",
            (ThreadEvents.Reopened, true) => "重新打开",
            (ThreadEvents.Identified, true) => "确认身份",
            (ThreadEvents.PersonWanted, true) => "想找人工",
            (ThreadEvents.Rated, true) => "评价",
            (ThreadEvents.RatingChanged, true) => "改了评价",
            (ThreadEvents.PersonWanted, false) => "asked for a person",
            (ThreadEvents.Rated, false) => "rated",
            (ThreadEvents.RatingChanged, false) => "changed the rating",
            var (other, _) => other,
        };
        return string.Join(' ', new[] { part?.ActorName, what, part?.TargetName is { } target ? $"→ {target}" : null }.OfType<string>());
    }
}
