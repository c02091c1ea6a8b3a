using Xiaoer.Shared.Conversations;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>The sentence of an event in a thread, in the reader's language.</summary>
internal static class EventText
{
    public static string Of(MessageView entry, Texts texts)
    {
        var part = entry.Content?.Event ?? new EventPart(entry.Text);
        var (actor, target) = (part.ActorName ?? entry.SenderName ?? "", part.TargetName ?? "");
        var key = "event." + part.Code;
        if (target.Length > 0 && texts.Has(key + ".to")) return texts[key + ".to", actor, target];
        if (actor.Length > 0 && texts.Has(key + ".by")) return texts[key + ".by", actor];
        return texts.Has(key) ? texts[key] : part.Code;
    }
}
