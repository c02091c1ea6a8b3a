using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Catalog;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Catalog;

/// <summary>Something the shop sells, as the shop's own system describes it.</summary>
internal sealed class Product : Entity
{
    private readonly List<Variant> _variants = [];

    private Product() { } // EF cannot bind Money to a constructor

    public Product(ShopId shop, ProductId id, string externalId, DateTimeOffset at) =>
        (ShopId, Id, ExternalId, CreatedAt, UpdatedAt) = (shop, id, externalId, at, at);

    public ShopId ShopId { get; private set; }
    public ProductId Id { get; private set; }

    /// <summary>The shop's or platform's own name for it, unique in the shop.</summary>
    public string ExternalId { get; private set; } = "";

    public string Title { get; private set; } = "";
    public string? Category { get; private set; }
    public string? ImageUrl { get; private set; }
    public string? Url { get; private set; }
    public Money Price { get; private set; }

    /// <summary>The import that made it, until somebody changes it: as long as it stands here, the import can take it back.</summary>
    public Guid? MadeByImport { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }
    public IReadOnlyList<Variant> Variants => _variants;

    /// <summary>Makes the product what the shop says it is. Saying the same again changes nothing.</summary>
    public void Describe(PutProductRequest wanted, Func<VariantId> newId, Guid? actor, DateTimeOffset at)
    {
        if (!Become(wanted, newId)) return;
        (UpdatedAt, MadeByImport) = (at, null);
        Raise(new RaisedEvent(ShopId, ProductEvents.Changed, Id.Value, actor, at));
    }

    /// <summary>As <see cref="Describe"/>, by a file: raises no event of its own; the import raises one. Returns whether anything changed.</summary>
    public bool Import(PutProductRequest wanted, Func<VariantId> newId, Guid import, bool isNew, DateTimeOffset at)
    {
        var changed = Become(wanted, newId);
        if (isNew || changed) (UpdatedAt, MadeByImport) = (at, isNew ? import : null);
        return changed;
    }

    private bool Become(PutProductRequest wanted, Func<VariantId> newId)
    {
        var before = (Title, Category, ImageUrl, Url, Price);
        (Title, Category, ImageUrl, Url, Price) = (wanted.Title, wanted.Category, wanted.ImageUrl, wanted.Url, wanted.Price);
        return Offer(wanted.Variants ?? [], newId) | before != (Title, Category, ImageUrl, Url, Price);
    }

    private bool Offer(IReadOnlyList<PutVariantRequest> wanted, Func<VariantId> newId)
    {
        var gone = _variants.RemoveAll(v => wanted.All(w => w.Sku != v.Sku)) > 0;
        var changed = gone;
        foreach (var w in wanted)
        {
            if (_variants.Find(v => v.Sku == w.Sku) is { } known) changed |= known.Describe(w);
            else
            {
                _variants.Add(new Variant(ShopId, Id, newId(), w));
                changed = true;
            }
        }

        return changed;
    }
}

/// <summary>One size or colour of a product, with a stock-keeping unit of its own.</summary>
internal sealed class Variant
{
    private Variant() { } // EF cannot bind Money to a constructor

    internal Variant(ShopId shop, ProductId product, VariantId id, PutVariantRequest wanted)
    {
        (ShopId, ProductId, Id, Sku) = (shop, product, id, wanted.Sku);
        Describe(wanted);
    }

    public ShopId ShopId { get; private set; }
    public VariantId Id { get; private set; }
    public ProductId ProductId { get; private set; }
    public string Sku { get; private set; } = "";
    public string Name { get; private set; } = "";
    public Money Price { get; private set; }

    /// <summary>Pieces on hand; empty when the shop does not track it.</summary>
    public int? Stock { get; private set; }

    internal bool Describe(PutVariantRequest wanted)
    {
        var before = (Name, Price, Stock);
        (Name, Price, Stock) = (wanted.Name, wanted.Price, wanted.Stock);
        return before != (Name, Price, Stock);
    }
}
