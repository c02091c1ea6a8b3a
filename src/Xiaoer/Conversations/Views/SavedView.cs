using System.Text.Json;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Views;

/// <summary>A way to look at the desk's list that somebody wants again: their own, or everybody's.</summary>
internal sealed class SavedView : Entity
{
    private SavedView() { } // for EF

    public SavedView(ShopId shop, Guid id, PersonId? owner, DateTimeOffset at) => (ShopId, Id, OwnerId, CreatedAt) = (shop, id, owner, at);

    public ShopId ShopId { get; private set; }
    public Guid Id { get; private set; }

    /// <summary>Whose it is; null: the shop's.</summary>
    public PersonId? OwnerId { get; private set; }

    public string Name { get; private set; } = "";
    public bool Pinned { get; private set; }

    /// <summary><see cref="InboxConditions"/> as JSON.</summary>
    public string Conditions { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public void Describe(SaveViewRequest wanted, PersonId? owner) =>
        (OwnerId, Name, Pinned, Conditions) = (owner, wanted.Name.Trim(), wanted.Pinned, JsonSerializer.Serialize(wanted.Conditions, XiaoerJson.Options));

    public SavedViewView View() => new(Id, Name, OwnerId is null, Pinned, JsonSerializer.Deserialize<InboxConditions>(Conditions, XiaoerJson.Lenient)!, Version);
}

/// <summary>What somebody jots down beside the desk; nobody else reads it.</summary>
internal sealed class Notebook(ShopId shopId, PersonId personId) : Entity
{
    public ShopId ShopId { get; private set; } = shopId;
    public PersonId PersonId { get; private set; } = personId;
    public string Text { get; private set; } = "";
    public DateTimeOffset UpdatedAt { get; private set; }

    public void Write(string text, DateTimeOffset at)
    {
        if (Text != text) (Text, UpdatedAt) = (text, at);
    }

    public NotebookView View() => new(Text, UpdatedAt, Version);
}
