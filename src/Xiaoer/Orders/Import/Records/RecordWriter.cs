using Xiaoer.Catalog.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Orders.Import.Records;

/// <summary>Puts a batch of customers or products into the store, one transaction with the run's progress.</summary>
internal sealed class RecordWriter(XiaoerDb db, RunBook book, ImportContext context, IServiceProvider services)
{
    public Task Commit(RecordBatch batch, CancellationToken ct) => db.WriteInTurn(async token =>
    {
        var customers = await services.GetRequiredService<CustomerFile>().Put(context.Shop, batch.Customers, context.Terms.Region, context.Run, token);
        var products = await services.GetRequiredService<ProductFile>().Put(context.Shop, batch.Products, context.Run, token);
        var doubts = customers.Doubts.Concat(products.Doubts).ToList();
        var findings = batch.Rejected.Concat(doubts.Select(d => Noted(d))).ToList();
        var warnings = await FindingRows.Write(db, context, findings, token);
        await book.Advance(context, batch.LastLine, batch.Fraction, new BatchFigures(
            batch.Rows, customers.Created + products.Created, customers.Updated + products.Updated, customers.Unchanged + products.Unchanged, warnings,
            batch.Rejected.Count + doubts.Count(d => d.Rejected)), token);
        return true;
    }, ct);

    private static Finding Noted(FileDoubt doubt)
    {
        var reason = doubt.Kind switch
        {
            FileDoubtKind.BadPhone => Reasons.BadPhone,
            FileDoubtKind.BadEmail => Reasons.BadEmail,
            FileDoubtKind.ContactTaken => Reasons.ContactTaken,
            FileDoubtKind.NoTitle => Reasons.NoTitle,
            FileDoubtKind.NoPrice => Reasons.NoPrice,
            FileDoubtKind.SkuTaken => Reasons.SkuTaken,
        };
        return new Finding(doubt.Rejected ? Finding.Rejected : System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(doubt.Kind.ToString()), $"{doubt.Line}", doubt.Line, reason, "");
    }
}
