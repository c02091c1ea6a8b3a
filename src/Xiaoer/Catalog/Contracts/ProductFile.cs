using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Catalog;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Catalog.Contracts;

/// <summary>A row of a file of products: a product, a variant of one, or both. What is empty says nothing.</summary>
internal sealed record FileProduct(
    long Line, string Number, string? Title, Money? Price, string? Category, string? ImageUrl, string? Url, string? Sku, string? VariantName, int? Stock);

/// <summary>Takes products of a file in, and takes them back. Variants are added and changed, never taken away. Inside a <c>Write</c>.</summary>
internal sealed class ProductFile(XiaoerDb db, TimeProvider time)
{
    public async Task<FileOutcome> Put(ShopId shop, IReadOnlyList<FileProduct> rows, Guid import, CancellationToken ct)
    {
        var numbers = rows.Select(r => r.Number).Distinct(StringComparer.Ordinal).ToList();
        var skus = rows.Select(r => r.Sku).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var known = await db.Products.Include(p => p.Variants).Where(p => p.ShopId == shop && numbers.Contains(p.ExternalId)).ToDictionaryAsync(p => p.ExternalId, StringComparer.Ordinal, ct);
        var owners = await db.Variants.AsNoTracking().Where(v => v.ShopId == shop && skus.Contains(v.Sku)).ToDictionaryAsync(v => v.Sku, v => v.ProductId, StringComparer.Ordinal, ct);

        var (created, updated, unchanged, at) = (0, 0, 0, time.Now());
        var doubts = new List<FileDoubt>();
        foreach (var ofOne in rows.GroupBy(r => r.Number, StringComparer.Ordinal))
        {
            var isNew = !known.TryGetValue(ofOne.Key, out var product);
            product ??= new Product(shop, new ProductId(time.NewId()), ofOne.Key, at);
            if (Wanted(product, isNew, [.. ofOne], owners, doubts) is not { } wanted) continue;

            if (isNew) db.Products.Add(product);
            var changed = product.Import(wanted, () => new VariantId(time.NewId()), import, isNew || product.MadeByImport == import, at);
            if (isNew) created++;
            else if (changed) updated++;
            else unchanged++;
        }

        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return new FileOutcome(created, updated, unchanged, doubts);
    }

    /// <summary>Deletes some products that an import made and nobody has changed since; 0 when none is left.</summary>
    public async Task<int> TakeBack(ShopId shop, Guid import, int most, CancellationToken ct)
    {
        var some = await db.Products.Where(p => p.ShopId == shop && p.MadeByImport == import).OrderBy(p => p.Id).Select(p => p.Id).Take(most).ToListAsync(ct);
        return await db.Products.Where(p => p.ShopId == shop && some.Contains(p.Id)).ExecuteDeleteAsync(ct);
    }

    /// <summary>Null when the rows cannot make a product of it.</summary>
    private static PutProductRequest? Wanted(Product product, bool isNew, List<FileProduct> rows, Dictionary<string, ProductId> owners, List<FileDoubt> doubts)
    {
        var title = rows.Select(r => r.Title).FirstOrDefault(t => t is not null) ?? (isNew ? null : product.Title);
        var price = rows.Select(r => r.Price).FirstOrDefault(p => p is not null) ?? (isNew ? null : product.Price);
        if (title is null || price is not { } known)
        {
            var lacking = title is null ? FileDoubtKind.NoTitle : FileDoubtKind.NoPrice;
            doubts.AddRange(rows.Select(r => new FileDoubt(r.Line, lacking, Rejected: true)));
            return null;
        }

        var variants = product.Variants.ToDictionary(v => v.Sku, v => new PutVariantRequest(v.Sku, v.Name, v.Price, v.Stock), StringComparer.Ordinal);
        foreach (var row in rows.Where(r => r.Sku is not null))
        {
            if (owners.GetValueOrDefault(row.Sku!, product.Id) != product.Id)
            {
                doubts.Add(new FileDoubt(row.Line, FileDoubtKind.SkuTaken, Rejected: false));
                continue;
            }

            owners[row.Sku!] = product.Id;
            var before = variants.GetValueOrDefault(row.Sku!);
            variants[row.Sku!] = new PutVariantRequest(row.Sku!, row.VariantName ?? before?.Name ?? title, row.Price ?? before?.Price ?? known, row.Stock ?? before?.Stock);
        }

        return new PutProductRequest(title, First(r => r.Category) ?? product.Category, First(r => r.ImageUrl) ?? product.ImageUrl, First(r => r.Url) ?? product.Url, known, [.. variants.Values]);

        string? First(Func<FileProduct, string?> of) => rows.Select(of).FirstOrDefault(v => v is not null);
    }
}
