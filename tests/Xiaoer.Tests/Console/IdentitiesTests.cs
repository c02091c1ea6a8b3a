using Bunit;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Customers;
using Xiaoer.Web.Platform;

namespace Xiaoer.Tests.Web;

public class IdentitiesTests
{
    [Theory]
    [InlineData("douyin", Texts.Chinese, "抖音")]
    [InlineData("douyin", Texts.English, "Douyin")]
    [InlineData("corner-market", Texts.English, "corner-market")]
    [InlineData("shop", Texts.English, "Shop account")]
    public void An_account_is_called_after_the_platform_it_is_on(string source, string language, string shown)
    {
        using var context = new ConsoleContext();
        context.Get<Texts>().Use(language);
        var kind = source == "shop" ? IdentityKind.Shop : IdentityKind.Platform;
        var customer = new CustomerView(
            Rows.Id(7), "C-7", "周小雨", null, null, [new IdentityView(kind, source, "xiaoyu", Masked: false, Verified: true)], [],
            new OrderSummary(0, new Money(0, "CNY"), null, null), Rows.Noon, Rows.Noon, 1);

        var section = context.Render<IdentitiesSection>(p => p.Add(s => s.Customer, customer));

        section.Find("dt").TextContent.ShouldBe(shown);
    }
}
