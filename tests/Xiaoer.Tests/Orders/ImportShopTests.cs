using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xiaoer.Accounts;
using Xiaoer.Orders.Import;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Accounts;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Tests.Orders;

/// <summary>Who owns a shop that an import opened.</summary>
public class ImportShopTests
{
    [Theory, BothDatabases]
    public async Task A_shop_opened_by_an_import_belongs_to_who_still_owns_one_here(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous);
        var (mine, left, demo) = (await app.NewShop(), await app.NewShop(), await app.NewShop());
        await using var shen = await mine.SignsIn("Shen");
        await app.Look(db => Rows.Disable(db, left.Id, left.Seeded.People["Shen"].Id));

        var opened = await Opened(app, new ShopId(demo.Id));

        var owners = await app.Look(db => db.Set<Membership>().Where(m => m.ShopId == opened).Select(m => m.PersonId).ToListAsync());
        owners.ShouldBe([new PersonId(shen.Id)]);
        var noted = (await shen.Api.Get<Page<AuditView>>($"/api/v1/shops/{opened.Value}/audit?action=person.added")).Items.ShouldHaveSingleItem();
        (noted.Subject, noted.Actor).ShouldBe((shen.Id, null));
    }

    private static async Task<ShopId> Opened(XiaoerApp app, ShopId besides)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ImportShop>().FindOrOpen("Online Retail", ImportPreset.Uci, besides, default)).Shop;
    }
}
