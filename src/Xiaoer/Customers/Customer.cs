using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>A known buyer of one shop, and everything that buyer is known by.</summary>
internal sealed class Customer : Entity
{
    private readonly List<Identity> _identities = [];
    private readonly List<CustomerWord> _words = [];
    private readonly List<CustomerFace> _faces = [];

    private Customer() { } // for EF

    public Customer(ShopId shop, CustomerId id, string externalId, string name, string? region, DateTimeOffset at)
    {
        (ShopId, Id, ExternalId, Region, CreatedAt, UpdatedAt) = (shop, id, externalId, region, at, at);
        (Name, NameKey) = (name, KeyOf(name));
        _words.AddRange(CustomerWord.Of(this));
        _faces.AddRange(CustomerFace.Of(this));
    }

    public ShopId ShopId { get; private set; }
    public CustomerId Id { get; private set; }

    /// <summary>The shop's own customer number, unique in the shop; a signed identity names the customer by it.</summary>
    public string ExternalId { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The name as the search compares it.</summary>
    public string NameKey { get; private set; } = "";

    public string? Region { get; private set; }

    /// <summary>Written by Relations; empty until a tier run has seen the customer.</summary>
    public string? Tier { get; private set; }

    /// <summary>How much care they take, as an agent says.</summary>
    public Importance Importance { get; private set; }

    /// <summary>The import that made the customer, until somebody changes it: as long as it stands here, the import can take it back.</summary>
    public Guid? MadeByImport { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }
    public IReadOnlyList<Identity> Identities => _identities;

    /// <summary>What a search finds the customer by; follows the name.</summary>
    public IReadOnlyList<CustomerWord> Words => _words;

    /// <summary>What others could be taken for them by; follows name and accounts.</summary>
    public IReadOnlyList<CustomerFace> Faces => _faces;

    public static string KeyOf(string name) => name.Trim().ToLowerInvariant();

    /// <summary>Makes the customer what the shop says; <paramref name="contacts"/> replace those of the same source. The same again changes nothing.</summary>
    public void Describe(string name, string? region, string source, IReadOnlyList<Contact> contacts, Guid? actor, DateTimeOffset at)
    {
        var before = (Name, Region);
        (Name, NameKey, Region) = (name, KeyOf(name), region);
        var changed = before != (Name, Region);
        if (before.Name != Name) Rename();

        changed |= _identities.RemoveAll(i => i.Source == source && i.IsContact && contacts.All(c => !i.Is(c))) > 0;
        foreach (var contact in contacts) changed |= Know(contact, source);
        if (changed) Touch(actor, at);
    }

    /// <summary>Adds what a signature or a platform has told about the customer; returns whether it was new.</summary>
    public bool Learn(Contact contact, string source, Guid? actor, DateTimeOffset at)
    {
        var learnt = Know(contact, source);
        if (learnt) Touch(actor, at);
        return learnt;
    }

    /// <summary>Returns whether anything changed.</summary>
    public bool Rank(Importance importance, Guid? actor, DateTimeOffset at)
    {
        if (Importance == importance) return false;
        Importance = importance;
        Touch(actor, at);
        return true;
    }

    public void Touch(Guid? actor, DateTimeOffset at)
    {
        (UpdatedAt, MadeByImport) = (at, null);
        Raise(new RaisedEvent(ShopId, CustomerEvents.Changed, Id.Value, actor, at));
    }

    private void Rename()
    {
        var words = CustomerWord.Of(this);
        _words.RemoveAll(w => words.All(n => n.Word != w.Word));
        _words.AddRange(words.Where(n => _words.All(w => w.Word != n.Word)));
        Look();
    }

    private void Look()
    {
        var faces = CustomerFace.Of(this);
        _faces.RemoveAll(f => faces.All(n => n.Shown != f.Shown));
        _faces.AddRange(faces.Where(n => _faces.All(f => f.Shown != n.Shown)));
    }

    /// <summary>As <see cref="Describe"/>, by a file: an empty field says nothing, contact data is added. Raises no event of its own; the import raises one.</summary>
    public bool Import(string? name, string? region, IReadOnlyList<Contact> contacts, Guid? import, bool isNew, DateTimeOffset at)
    {
        var before = (Name, Region);
        (Name, Region) = (name ?? Name, region ?? Region);
        NameKey = KeyOf(Name);
        var changed = before != (Name, Region);
        if (before.Name != Name) Rename();
        foreach (var contact in contacts) changed |= Know(contact, Identity.ShopSource);
        if (isNew || changed) (UpdatedAt, MadeByImport) = (at, isNew ? import : null);
        return changed;
    }

    private bool Know(Contact contact, string source)
    {
        if (_identities.Find(i => i.Source == source && i.Is(contact)) is { } known) return known.Show(contact);
        _identities.Add(new Identity(ShopId, Id, source, contact));
        if (!_identities[^1].IsContact) Look();
        return true;
    }
}

/// <summary>A normalized address or account, the way it is shown, and whether it is proven.</summary>
internal sealed record Contact(IdentityKind Kind, string Value, string Display, bool Verified);
