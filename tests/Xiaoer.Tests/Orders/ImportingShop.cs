using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xiaoer.Customers;
using Xiaoer.Orders;
using Xiaoer.Orders.Import;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Tests.Orders;

/// <summary>A shop that was opened by naming it in an import, and what is in it afterwards.</summary>
internal sealed class ImportingShop(XiaoerApp app, ShopId id)
{
    private static int _opened;

    public XiaoerApp App { get; } = app;
    public ShopId Id { get; } = id;

    public static async Task<ImportingShop> Open(Database database, ImportPreset? preset = null)
    {
        var app = await XiaoerApp.On(database);
        await using var scope = app.Services.CreateAsyncScope();
        var name = $"imported {Environment.ProcessId} {Interlocked.Increment(ref _opened)}";
        return new ImportingShop(app, (await scope.ServiceProvider.GetRequiredService<ImportShop>().FindOrOpen(name, preset ?? ImportPreset.Uci, null, default)).Shop);
    }

    /// <param name="file">What to bring in.</param>
    /// <param name="plan">How to read it; as UCI's unless said.</param>
    /// <param name="stopAfter">Breaks the run off after that many reports of progress.</param>
    public async Task<ImportReport> Import(FileInfo file, int? stopAfter = null, ImportPlan? plan = null)
    {
        using var stop = new CancellationTokenSource();
        var progress = new Steps(step =>
        {
            if (stopAfter is not null && --stopAfter <= 0) stop.Cancel();
        });
        return await App.Services.GetRequiredService<FileImport>().Run(file, Id, plan ?? new ImportPlan(ImportPreset.Uci), null, progress, stop.Token);
    }

    public Task<Order> Order(string number) => App.Look(db => db.Set<Order>().AsNoTracking().SingleAsync(o => o.ShopId == Id && o.ExternalId == number));

    public async Task<List<OrderItem>> Items(string number)
    {
        var order = await Order(number);
        return await App.Look(db => db.Set<OrderItem>().AsNoTracking().Where(i => i.ShopId == Id && i.OrderId == order.Id).OrderBy(i => i.Line).ToListAsync());
    }

    public Task<List<string>> Orders() => App.Look(db => db.Set<Order>().Where(o => o.ShopId == Id).OrderBy(o => o.ExternalId).Select(o => o.ExternalId).ToListAsync());

    /// <summary>Every order, line, refund and customer of the shop as text: two stores are alike when these are.</summary>
    public Task<string> Everything(bool withIds = true) => App.Look(async db =>
    {
        var customers = await db.Set<Customer>().AsNoTracking().Where(c => c.ShopId == Id).ToListAsync();
        var numbers = customers.ToDictionary(c => c.Id, c => c.ExternalId);
        var orders = await db.Set<Order>().AsNoTracking().Include(o => o.Items).Where(o => o.ShopId == Id).ToListAsync();
        var documents = orders.ToDictionary(o => o.Id, o => o.ExternalId);
        var refunds = await db.Set<OrderRefund>().AsNoTracking().Where(r => r.ShopId == Id).ToListAsync();
        var lines = customers.Select(c => $"customer {c.ExternalId} {c.Name} {c.Region}")
            .Concat(orders.Select(o =>
                $"order {o.ExternalId} {(o.CustomerId is { } buyer ? numbers[buyer] : "-")} {o.TotalMinor} {o.RefundedMinor} {o.ItemCount} {o.OrderedAt:o} {o.TradeStatus} {o.PaymentStatus}"
                + (withIds ? $" {o.Id.Value} v{o.Version} {o.UpdatedAt:o}" : "")))
            .Concat(orders.SelectMany(o => o.Items.Select(i => $"item {o.ExternalId} {i.Line:0000} {i.Sku} {i.Title} {i.Quantity} {i.UnitPriceMinor} {i.AmountMinor}")))
            .Concat(refunds.Select(r => $"refund {r.ExternalId} {r.Line} {documents[r.OrderId]} {r.Sku} {r.Quantity} {r.AmountMinor} {r.Alone}"));
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    });

    private sealed class Steps(Action<ImportProgress> each) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => each(value);
    }
}
