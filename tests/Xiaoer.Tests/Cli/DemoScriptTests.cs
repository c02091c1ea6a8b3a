using Xiaoer.Cli.Demo.Catalogue;
using Xiaoer.Cli.Demo.History;
using Xiaoer.Cli.Demo.Pictures;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Tests.Cli;

/// <summary>What the demo shop is made of fits together.</summary>
public sealed class DemoScriptTests
{
    [Fact]
    public void Every_article_has_its_own_code_and_a_picture_in_every_colour()
    {
        DemoCatalogue.All.Count.ShouldBeGreaterThanOrEqualTo(36);
        DemoCatalogue.All.Select(a => a.Code).ShouldBeUnique();
        foreach (var article in DemoCatalogue.All)
        {
            DemoCatalogue.Categories.ShouldContain(c => c.Code == article.Category);
            foreach (var shade in article.Shades)
            {
                var drawn = System.Text.Encoding.UTF8.GetString(ArticlePictures.Of($"{article.Code}-{shade.Code}".ToLowerInvariant())!);
                System.Xml.Linq.XDocument.Parse(drawn);
                drawn.ShouldNotContain("{");
            }
        }
    }

    [Theory]
    [InlineData("ys1001")]
    [InlineData("ys1001-zz")]
    [InlineData("../../etc/passwd")]
    [InlineData("ys1001-pk-1")]
    public void Nothing_else_has_a_picture(string name) => ArticlePictures.Of(name).ShouldBeNull();

    [Fact]
    public void Conversations_name_customers_agents_and_goods_that_exist()
    {
        var scripts = DemoScript.Read();

        scripts.Count(s => s.Status == ConversationStatus.Resolved).ShouldBeGreaterThanOrEqualTo(14);
        scripts.Count(s => s.Status == ConversationStatus.Queued).ShouldBeGreaterThanOrEqualTo(3);
        foreach (var script in scripts)
        {
            if (script.Who is not null) DemoNames.Known.ShouldContain(k => k.Name == script.Who);
            foreach (var sku in script.Order?.Skus ?? []) Sku(sku).ShouldBeTrue(sku);
            foreach (var card in script.Lines.Where(l => l.Mark is "VC" or "AC").Select(l => l.Text).Append(script.Page).OfType<string>()) Sku(card + "-1").ShouldBeTrue(card);
            if (script.Status == ConversationStatus.Queued) script.Lines.ShouldNotContain(l => l.Mark[0] == 'A');
            script.Lines.ShouldContain(l => l.Mark[0] == 'V');
        }
    }

    [Fact]
    public void Phone_numbers_are_from_a_range_nobody_is_given()
    {
        var customers = Buyers.Make(new Chance(1), new DateTimeOffset(2026, 5, 20, 0, 0, 0, TimeSpan.Zero));

        customers.Count.ShouldBe(Buyers.Count);
        customers.SelectMany(c => c.Identities).Where(i => i.Kind == Xiaoer.Shared.Customers.IdentityKind.Phone).Select(i => i.Value).ShouldBeUnique();
        customers.SelectMany(c => c.Identities).Where(i => i.Kind == Xiaoer.Shared.Customers.IdentityKind.Phone).ShouldAllBe(i => i.Value.StartsWith("+86120", StringComparison.Ordinal));
        customers.SelectMany(c => c.Identities).Where(i => i.Kind == Xiaoer.Shared.Customers.IdentityKind.Email).ShouldAllBe(i => i.Value.EndsWith("@example.com", StringComparison.Ordinal));
    }

    private static bool Sku(string sku) =>
        sku.Split('-') is [var code, var shade, var size] && DemoCatalogue.Find(code) is { } article && article.Shades.Any(s => s.Code == shade) && int.Parse(size, System.Globalization.CultureInfo.InvariantCulture) <= article.Sizes.Count;
}
