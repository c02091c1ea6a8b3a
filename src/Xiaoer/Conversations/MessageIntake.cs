using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Posting;
using Xiaoer.Conversations.Safety;
using Xiaoer.Platform;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations;

/// <summary>
/// Checks what somebody wants to send and hands it to the message path. Author, sender and shop come from the connection, never from the
/// request (W-10); what a picture or file is comes from what is stored.
/// </summary>
internal sealed class MessageIntake(MessagePath path, OrderParts orders, SafetyCheck safety, IServiceScopeFactory scopes, TimeProvider time)
{
    public async Task<SendResult> FromAgent(Caller caller, Guid shop, Guid conversation, SendMessageRequest request, CancellationToken ct)
    {
        var shopId = new ShopId(shop);
        if (caller.Reach(shopId) is not { } reach) return new SendResult(null, "not_found");
        if (!caller.May(shopId, Permissions.Reply)) return new SendResult(null, "forbidden");
        if (request.Kind is not (MessageKind.Text or MessageKind.Image or MessageKind.File or MessageKind.Product or MessageKind.Order or MessageKind.Sticker or MessageKind.Note)) return new SendResult(null, "bad_kind");
        if (request.Kind == MessageKind.Order && !caller.May(shopId, Permissions.ReadOrders)) return new SendResult(null, "forbidden");
        var result = await Post(shopId, new ConversationId(conversation), MessageAuthor.Agent, Of(caller), caller.Name, reach, request, ct);
        await safety.Note(caller, shopId, request, result);
        return result;
    }

    public async Task<SendResult> FromVisitor(ShopId shop, ConversationId conversation, VisitorId visitor, SendMessageRequest request, CancellationToken ct) =>
        await Post(shop, conversation, MessageAuthor.Customer, new Uploader(UploaderKind.Visitor, visitor.Value), null, null, request, ct);

    /// <summary>Is this something a visitor may send at all? Asked before a conversation is opened for it.</summary>
    public static string? RefuseVisitor(SendMessageRequest request)
    {
        if (request.Kind is not (MessageKind.Text or MessageKind.Image or MessageKind.File or MessageKind.Product or MessageKind.Order or MessageKind.Sticker)) return "bad_kind";
        return BadId(request.ClientMessageId) ? "bad_client_message_id" : MessageText.Check(request.Text).Code ?? BadContent(request);
    }

    private async Task<SendResult> Post(
        ShopId shop, ConversationId conversation, MessageAuthor author, Uploader sender, string? name, ConversationReach? reach, SendMessageRequest request,
        CancellationToken ct)
    {
        if (BadId(request.ClientMessageId)) return new SendResult(null, "bad_client_message_id");
        var (text, code) = MessageText.Check(request.Text);
        if ((code ?? BadContent(request)) is { } refused) return new SendResult(null, refused);

        var content = request.Kind switch
        {
            MessageKind.Product => new MessageContent(Product: request.Content!.Product),
            MessageKind.Sticker => new MessageContent(Sticker: new StickerPart(request.Content!.Sticker!.Code)),
            MessageKind.Order when author == MessageAuthor.Customer => await orders.OfVisitor(shop, new VisitorId(sender.Id), request.Content!.Order!.OrderId, ct),
            MessageKind.Order => await orders.OfConversation(shop, conversation, request.Content!.Order!.OrderId, ct),
            _ => null,
        };
        if (request.Kind == MessageKind.Order && content is null) return new SendResult(null, "order_not_found");
        if (MessageParts.Asked(request))
        {
            await using var scope = scopes.CreateAsyncScope();
            (content, code) = await scope.ServiceProvider.GetRequiredService<MessageParts>().Find(shop, conversation, sender, reach, request, ct);
            if (code is not null) return new SendResult(null, code);
        }

        return await path.Post(new PendingMessage
        {
            Shop = shop,
            Conversation = conversation,
            Author = author,
            Sender = sender.Id,
            SenderName = name,
            Kind = request.Kind,
            Text = text,
            Content = content,
            ContentJson = MessageContents.Write(content),
            ClientMessageId = request.ClientMessageId,
            Id = time.NewId(),
            At = time.Now(),
            Reach = reach,
        });
    }

    public static Uploader Of(Caller caller) => new(caller.Person is null ? UploaderKind.ApiKey : UploaderKind.Person, caller.Actor);

    private static bool BadId(string? id) =>
        id is not { Length: > 0 and <= ConversationRules.MaxClientMessageIdLength } || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.' or ':'));

    private static string? BadContent(SendMessageRequest request) => request.Kind switch
    {
        MessageKind.Text or MessageKind.Note => string.IsNullOrWhiteSpace(request.Text) ? "empty" : request.Content?.Mentions?.Count > MentionRules.Most ? "bad_content" : null,
        MessageKind.Image => request.Content?.Image is null ? "bad_content" : null,
        MessageKind.File => request.Content?.File is null ? "bad_content" : null,
        MessageKind.Sticker => Stickers.Has(request.Content?.Sticker?.Code) && string.IsNullOrEmpty(request.Text) ? null : "bad_content",
        MessageKind.Product => request.Content?.Product is { } product ? ProductText.Refuse(product) : "bad_content",
        MessageKind.Order => request.Content?.Order is null ? "bad_content" : null,
        _ => "bad_kind",
    };
}
