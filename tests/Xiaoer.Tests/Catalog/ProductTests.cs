using System.Net;
using Xiaoer.Shared.Catalog;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Catalog;

/// <summary>Products over the API.</summary>
public class ProductTests
{
    private static readonly PutProductRequest Cup = new("青瓷茶杯", "茶具", "/demo/cup.webp", "https://shop.example/cup", Money.Cny(129_00),
        [new PutVariantRequest("CUP-S", "小", Money.Cny(129_00), 5), new PutVariantRequest("CUP-L", "大", Money.Cny(159_00), null)]);

    [Theory, BothDatabases]
    public async Task A_product_follows_its_shop_and_keeps_its_variants_ids(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var first = await Put(shen, "cup", Cup);

        var same = await Put(shen, "cup", Cup);
        var sold = await Put(shen, "cup", Cup with { Variants = [new PutVariantRequest("CUP-S", "小", Money.Cny(129_00), 4), new PutVariantRequest("CUP-M", "中", Money.Cny(139_00), 1)] });

        same.Version.ShouldBe(first.Version);
        sold.Version.ShouldBe(first.Version + 1);
        sold.Variants.Select(v => (v.Sku, v.Stock)).ShouldBe([("CUP-M", 1), ("CUP-S", 4)]);
        sold.Variants[1].Id.ShouldBe(first.Variants.Single(v => v.Sku == "CUP-S").Id);
        (await shen.Api.Get<Page<ProductView>>($"{shen.Desk}/products?sku=CUP-M")).Items.Single().Id.ShouldBe(first.Id);
        (await shen.Api.Get<Page<ProductView>>($"{shen.Desk}/products?sku=CUP-L")).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("price")]
    [InlineData("mixed")]
    [InlineData("twice")]
    [InlineData("script")]
    [InlineData("data")]
    [InlineData("elsewhere")]
    [InlineData("title")]
    public async Task What_no_shop_can_sell_is_refused(string fault)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var shen = await shop.SignsIn("Shen");

        var refused = await Should.ThrowAsync<Refused>(() => Put(shen, "cup", fault switch
        {
            "price" => Cup with { Price = Money.Cny(-1) },
            "mixed" => Cup with { Price = new Money(100, "EUR") },
            "twice" => Cup with { Variants = [Cup.Variants![0], Cup.Variants[0]] },
            "script" => Cup with { Url = "javascript:alert(1)" },
            "data" => Cup with { ImageUrl = "data:text/html,x" },
            "elsewhere" => Cup with { Url = "//evil.example" },
            _ => Cup with { Title = "two\0words" },
        }));

        refused.Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, BothDatabases]
    public async Task A_sku_belongs_to_one_product(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        await Put(shen, "cup", Cup);

        var refused = await Should.ThrowAsync<Refused>(() => Put(shen, "other", Cup));

        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Conflict, "product.sku_taken"));
    }

    private static Task<ProductView> Put(Agent who, string number, PutProductRequest product) => who.Api.Put<ProductView>($"{who.Desk}/products/by-external-id/{number}", product);
}
