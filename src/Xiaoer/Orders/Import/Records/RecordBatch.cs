using Xiaoer.Catalog.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Records;

/// <summary>Rows of customers or products that are committed together.</summary>
internal sealed class RecordBatch
{
    public List<FileCustomer> Customers { get; } = [];
    public List<FileProduct> Products { get; } = [];
    public List<Finding> Rejected { get; } = [];
    public long Rows { get; set; }
    public long LastLine { get; set; }
    public double Fraction { get; set; }
}

/// <summary>Reads a file of customers or products into batches, skipping what an earlier start has committed.</summary>
internal static class RecordBatches
{
    private const int Size = 500;

    public static IEnumerable<RecordBatch> Read(string path, ImportPlan plan, ImportTerms terms, long committedLine)
    {
        using var source = plan.Open(path, out var columns);
        var records = source.Records;
        var (customers, products) = (new CustomerRecords(columns), new ProductRecords(columns, terms));
        var batch = new RecordBatch();
        string? last = null;
        while (records.Read())
        {
            // Products are read from the start: a variant may name its parent by what an earlier line said.
            var (customer, product, reason) = plan.Kind == ImportKind.Customers
                ? (customers.Read(records, out var why), (FileProduct?)null, why)
                : (null, products.Read(records, out var whyNot), whyNot);
            if (records.Line <= committedLine) continue;
            if (batch.Rows >= Size * 4 || (batch.Rows >= Size && (product is null || product.Number != last)))
            {
                batch.Fraction = source.Fraction;
                yield return batch;
                batch = new RecordBatch();
            }

            batch.Rows++;
            batch.LastLine = records.Line;
            last = product?.Number;
            if (customer is not null) batch.Customers.Add(customer);
            else if (product is not null) batch.Products.Add(product);
            else batch.Rejected.Add(new Finding(Finding.Rejected, $"{records.Line}", records.Line, reason!, Values.Cut(records.Shown(), 500)));
        }

        batch.Fraction = 1;
        yield return batch;
    }
}
