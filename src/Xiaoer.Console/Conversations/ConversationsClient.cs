using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Web.Platform;

namespace Xiaoer.Web.Conversations;

/// <summary>Conversations, queue and seat over the API.</summary>
internal sealed class ConversationsClient(Api api)
{
    public const int PageSize = 100;
    public const int OlderSize = 50;

    public Task<InboxSnapshot> List(Guid shop, InboxFilter filter, string? cursor = null, int limit = PageSize) =>
        api.Get<InboxSnapshot>($"shops/{shop}/conversations?filter={Word(filter)}&limit={limit}" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));

    /// <summary>A page of a view.</summary>
    public Task<InboxSnapshot> List(Guid shop, InboxConditions view, string? cursor = null) =>
        api.Get<InboxSnapshot>($"shops/{shop}/conversations?{view.ToQuery()}&limit={PageSize}" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));

    public Task<Page<EarlierConversation>> Earlier(Guid shop, Guid id, string? cursor) =>
        api.Get<Page<EarlierConversation>>($"{Path(shop, id)}/earlier?limit=10" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));

    public async Task<ConversationRow> SaveVisitor(Guid shop, Guid id, SaveVisitorRequest request) =>
        await api.Post<ConversationRow>(Path(shop, id) + "/customer", request) ?? throw new ApiFailure("empty", 502);

    public async Task<BulkResult> Bulk(Guid shop, BulkRequest request) => await api.Post<BulkResult>($"shops/{shop}/conversations/bulk", request) ?? throw new ApiFailure("empty", 502);

    public async Task<IReadOnlyList<SavedViewView>> Views(Guid shop) => (await api.Get<Page<SavedViewView>>($"shops/{shop}/views")).Items;

    public Task<SavedViewView?> AddView(Guid shop, SaveViewRequest view) => api.Post<SavedViewView>($"shops/{shop}/views", view);

    public Task<SavedViewView> ChangeView(Guid shop, SavedViewView view, SaveViewRequest wanted) => api.Put<SavedViewView>($"shops/{shop}/views/{view.Id}", wanted, view.Version);

    public Task DeleteView(Guid shop, Guid view) => api.Delete($"shops/{shop}/views/{view}");

    public Task<NotebookView> Notebook(Guid shop) => api.Get<NotebookView>($"shops/{shop}/notebook");

    public Task<NotebookView> WriteNotebook(Guid shop, string text, int version) =>
        api.Put<NotebookView>($"shops/{shop}/notebook", new SaveNotebookRequest(text), version == 0 ? null : version);

    /// <summary>Where the browser fetches a list, or one conversation, as a file.</summary>
    public static string ExportPath(Guid shop, InboxConditions view, string format) => $"api/v1/shops/{shop}/conversations/export?format={format}&{view.ToQuery()}";

    public static string ExportPath(Guid shop, Guid conversation, string format) => $"api/v1/{Path(shop, conversation)}/export?format={format}";

    public Task<ConversationView> Open(Guid shop, Guid id, CancellationToken ct = default) => api.Get<ConversationView>(Path(shop, id), ct);

    public Task<MessagePage> Before(Guid shop, Guid id, long sequence) => api.Get<MessagePage>($"{Path(shop, id)}/messages?before={sequence}&limit={OlderSize}");

    public Task<MessagePage> After(Guid shop, Guid id, long sequence) => api.Get<MessagePage>($"{Path(shop, id)}/messages?after={sequence}&limit=200");

    public async Task<MessageAck> Send(Guid shop, Guid id, SendMessageRequest message) =>
        await api.Post<MessageAck>($"{Path(shop, id)}/messages", message) ?? throw new ApiFailure("empty", 502);

    public Task Recall(Guid shop, Guid id, Guid message) => api.Post($"{Path(shop, id)}/messages/{message}/recall");

    public Task<MentionList> Mentions(Guid shop) => api.Get<MentionList>($"shops/{shop}/mentions");

    public Task SeeMentions(Guid shop, SeeMentionsRequest seen) => api.Post($"shops/{shop}/mentions/seen", seen);

    public Task Claim(Guid shop, Guid id) => api.Post(Path(shop, id) + "/claim");

    public Task Transfer(Guid shop, Guid id, TransferRequest to) => api.Post(Path(shop, id) + "/transfer", to);

    public Task Resolve(Guid shop, Guid id) => api.Post(Path(shop, id) + "/resolve");

    public Task Reopen(Guid shop, Guid id) => api.Post(Path(shop, id) + "/reopen");

    public Task Move(Guid shop, Guid id, ReceptionStep step) => api.Post(Path(shop, id) + "/step", new MoveStepRequest(step));

    public Task Read(Guid shop, Guid id, long sequence) => api.Post(Path(shop, id) + "/read", new ReadRequest(sequence));

    /// <summary>Null: nobody waits.</summary>
    public Task<ConversationRow?> TakeNext(Guid shop, Guid? team = null) => api.Post<ConversationRow>($"shops/{shop}/queue/next", new TakeNextRequest(team));

    public async Task<IReadOnlyList<ChannelView>> Channels(Guid shop) => (await api.Get<Page<ChannelView>>($"shops/{shop}/channels")).Items;

    public Task<ChannelSecret?> AddChannel(Guid shop, CreateChannelRequest channel) => api.Post<ChannelSecret>($"shops/{shop}/channels", channel);

    public Task<ChannelSettings> Channel(Guid shop, Guid id) => api.Get<ChannelSettings>($"shops/{shop}/channels/{id}");

    public Task<ChannelSettings> Change(Guid shop, Guid id, SaveChannelRequest wanted, int version) => api.Put<ChannelSettings>($"shops/{shop}/channels/{id}", wanted, version);

    public async Task<ChannelSecret> NewSecret(Guid shop, Guid id) => await api.Post<ChannelSecret>($"shops/{shop}/channels/{id}/secret", null) ?? throw new ApiFailure("empty", 502);

    public Task<SeatView> Seat(Guid shop) => api.Get<SeatView>($"shops/{shop}/seat");

    public Task<SeatView> Sit(Guid shop, SetSeatRequest seat) => api.Put<SeatView>($"shops/{shop}/seat", seat);

    public Task<EventPage> Events(Guid shop, long after) => api.Get<EventPage>($"shops/{shop}/events?after={after}");

    public static string FilesPath(Guid shop) => $"api/v1/shops/{shop}/files";

    private static string Path(Guid shop, Guid id) => $"shops/{shop}/conversations/{id}";

    private static string Word(InboxFilter filter) => filter switch
    {
        InboxFilter.Mine => "mine",
        InboxFilter.Queue => "queue",
        InboxFilter.All => "all",
        InboxFilter.Resolved => "resolved",
    };
}
