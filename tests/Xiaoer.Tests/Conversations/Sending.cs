using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Personas;
using Xiaoer.Tests.Platform.Files;

namespace Xiaoer.Tests.Conversations;

/// <summary>People who send more than words.</summary>
internal static class Sending
{
    public static Task<FileView> Uploads(this Agent agent, byte[] content, string name) => agent.Api.Post<FileView>($"{agent.Desk}/files", FilesHost.Form(content, name, "application/octet-stream"));

    public static Task<FileView> Uploads(this Visitor visitor, byte[] content, string name) => visitor.Api.Post<FileView>("/api/v1/widget/files", FilesHost.Form(content, name, "application/octet-stream"));

    public static async Task<MessageAck> SendsFile(this Agent agent, Guid conversation, byte[] content, string name) =>
        await agent.Says(conversation, agent.Message("", MessageKind.File) with { Content = File(await agent.Uploads(content, name)) });

    public static async Task<MessageAck> SendsFile(this Visitor visitor, byte[] content, string name) =>
        await visitor.Says(visitor.Message("") with { Kind = MessageKind.File, Content = File(await visitor.Uploads(content, name)) });

    public static MessageContent File(FileView file) => new(File: new FilePart(file.Id));

    public static MessageContent Picture(FileView file) => new(Image: new ImagePart(file.Id, 0, 0));

    public static MessageContent Answering(Guid conversation, long sequence) => new(Quote: new QuotePart(conversation, sequence));

    public static Task Recalls(this Agent agent, MessageAck message) => agent.Api.Post($"{agent.Desk}/conversations/{message.ConversationId}/messages/{message.Id}/recall");

    public static Task Recalls(this Visitor visitor, MessageAck message) =>
        visitor.Api.Post($"/api/v1/widget/messages/{message.Id}/recall?conversation={message.ConversationId}");

    public static async Task<MessageView> Sees(this Agent agent, MessageAck message) => (await agent.Opens(message.ConversationId)).Messages.Items.Single(m => m.Id == message.Id);

    public static async Task<MessageView> Sees(this Visitor visitor, MessageAck message) => (await visitor.Thread()).Items.Single(m => m.Id == message.Id);

    public static async Task<ConversationRow> Row(this Agent agent, Guid conversation) => (await agent.Opens(conversation)).Row;
}
