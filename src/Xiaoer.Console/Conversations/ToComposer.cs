using Xiaoer.Shared.Conversations;

namespace Xiaoer.Web.Conversations;

/// <summary>What the thread hands down to the composer: a message to answer, words to be written anew.</summary>
internal sealed class ToComposer
{
    public event Action<MessageView>? Answering;

    /// <summary>The words, and whether they were a note.</summary>
    public event Action<string, bool>? Writing;

    public void Answer(MessageView message) => Answering?.Invoke(message);

    public void Write(string words, bool note) => Writing?.Invoke(words, note);
}
