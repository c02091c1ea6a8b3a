using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xiaoer.Orders;
using Xiaoer.Orders.Import;
using Xiaoer.Orders.Import.Jobs;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Orders.Import;

/// <summary>Imports as work of the server: killed, cancelled, taken over, never done twice.</summary>
public class ImportWorkTests
{
    private const int Orders = 7_000; // two batches

    [Theory, BothDatabases]
    public async Task F06_What_a_dead_node_left_half_way_another_brings_to_its_end(Database database)
    {
        var first = await XiaoerApp.Start(database, XiaoerApp.Generous);
        var shop = await first.NewShop();
        Guid import;
        await using (var shen = await shop.SignsIn("Shen"))
        {
            import = (await shen.Uploads(Table())).Id;
            await Halve(first, shop, import);
        }

        await first.App.StopAsync();
        await first.App.DisposeAsync(); // the store stays
        await using var second = await XiaoerApp.Start(first.Options);
        await using var again = await Agent.SignsIn(second.Address, shop.Seeded.People["Shen"].Email, SeededShop.Password, shop.Id);
        var ended = await again.Awaits(import);

        (ended.State, ended.Figures.Rows, ended.Figures.Created).ShouldBe((ImportState.Finished, Orders, Orders));
        (await second.Look(db => db.Set<Order>().CountAsync(o => o.ShopId == new ShopId(shop.Id)))).ShouldBe(Orders);
        (await second.Look(db => db.Set<OrderItem>().CountAsync(o => o.ShopId == new ShopId(shop.Id)))).ShouldBe(Orders);
    }

    [Theory, BothDatabases]
    public async Task A_cancelled_import_goes_on_where_it_was_or_is_undone(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous);
        var shop = await app.NewShop();
        await using var shen = await shop.SignsIn("Shen");
        var import = await shen.Uploads(Table());
        await Halve(app, shop, import.Id, state: ImportState.Cancelled);

        var half = await shen.Api.Get<ImportView>($"{shen.Desk}/imports/{import.Id}");
        await shen.Starts(import.Id);
        var whole = await shen.Awaits(import.Id);
        var undone = await shen.Undoes(import.Id);

        half.Figures.Created.ShouldBeInRange(1, Orders - 1);
        (whole.State, whole.Figures.Created).ShouldBe((ImportState.Finished, Orders));
        (undone.State, undone.Removed, undone.Kept).ShouldBe((ImportState.Undone, Orders, 0));
        (await app.Look(db => db.Set<Order>().CountAsync(o => o.ShopId == new ShopId(shop.Id)))).ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task Cancelling_stops_the_batch_that_is_under_way(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var import = await shen.Uploads(Table());
        await shen.Starts(import.Id);

        using var answer = await shen.Api.Send(HttpMethod.Post, $"{shen.Desk}/imports/{import.Id}/cancel");
        var ended = await shen.Awaits(import.Id);

        ended.State.ShouldBeOneOf(ImportState.Cancelled, ImportState.Finished); // as fast as it was
        answer.IsSuccessStatusCode.ShouldBe(ended.State == ImportState.Cancelled);
        (await shop.App.Look(db => db.Set<Order>().CountAsync(o => o.ShopId == new ShopId(shop.Id)))).ShouldBe((int)ended.Figures.Created);
    }

    [Theory, BothDatabases]
    public async Task Who_only_seemed_dead_writes_nothing_more(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var import = await shen.Uploads(Table());
        var (ofShop, until) = (new ShopId(shop.Id), TimeProvider.System.GetUtcNow().AddMinutes(5));
        var run = await shop.App.Look(async db =>
        {
            await db.Write(token => db.Set<ImportRun>().Where(r => r.Id == import.Id).ExecuteUpdateAsync(u => u
                .SetProperty(r => r.State, ImportState.Reading).SetProperty(r => r.Epoch, 7).SetProperty(r => r.HeldUntil, until), token));
            return await db.Set<ImportRun>().AsNoTracking().SingleAsync(r => r.Id == import.Id);
        });
        await shop.App.Look(db => db.Write(token => db.Set<ImportRun>().Where(r => r.Id == import.Id).ExecuteUpdateAsync(u => u.SetProperty(r => r.Epoch, 8), token)));

        var file = await shop.App.Look(db => shop.App.Services.GetRequiredService<IImportContent>().Fetch(db, ofShop, import.Id, default));
        await Should.ThrowAsync<ImportTakenOver>(() => shop.App.Services.GetRequiredService<FileImport>().Continue(run, file, null, default));

        (await shop.App.Look(db => db.Set<Order>().CountAsync(o => o.ShopId == ofShop))).ShouldBe(0);
    }

    /// <summary>Does the first batch as a node would that is then gone: the lease is still held, and nobody renews it.</summary>
    private static async Task Halve(XiaoerApp app, TestShop shop, Guid import, ImportState state = ImportState.Reading)
    {
        var (ofShop, services) = (new ShopId(shop.Id), app.Services);
        var far = TimeProvider.System.GetUtcNow().AddMinutes(5);
        var run = await app.Look(async db =>
        {
            await db.Write(token => db.Set<ImportRun>().Where(r => r.Id == import).ExecuteUpdateAsync(u => u
                .SetProperty(r => r.State, ImportState.Reading).SetProperty(r => r.Epoch, 1).SetProperty(r => r.HeldUntil, far), token));
            return await db.Set<ImportRun>().AsNoTracking().SingleAsync(r => r.Id == import);
        });
        using var stop = new CancellationTokenSource();
        var file = await app.Look(db => services.GetRequiredService<IImportContent>().Fetch(db, ofShop, import, default));
        await Should.ThrowAsync<OperationCanceledException>(() => services.GetRequiredService<FileImport>().Continue(run, file, new AfterOne(stop), stop.Token));
        await app.Look(db => db.Write(token => db.Set<ImportRun>().Where(r => r.Id == import).ExecuteUpdateAsync(u => u
            .SetProperty(r => r.State, state).SetProperty(r => r.HeldUntil, (DateTimeOffset?)null), token)));
    }

    private sealed class AfterOne(CancellationTokenSource stop) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => stop.Cancel();
    }

    private static byte[] Table()
    {
        var text = new StringBuilder("订单号,下单时间,商品,数量,单价\n");
        for (var i = 0; i < Orders; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},2026-11-01 10:00:00,杯,1,2.00\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
