using FsCheck.Xunit;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Tests.Conversations.Safety;

/// <summary>What the desk warns of, and what it leaves in peace (A3.16).</summary>
public class MessageWarningsTests
{
    private static readonly SafetySettings Tea = new(["qingshi-tea.cn"]);

    [Theory]
    [InlineData("http://taoba0.com/item", MessageWarningKind.LookAlikeLink)]
    [InlineData("https://tаobao.com", MessageWarningKind.LookAlikeLink)] // a Cyrillic а
    [InlineData("https://xn--tobao-3ve.com", MessageWarningKind.LookAlikeLink)] // the same in ASCII
    [InlineData("https://alipya.com/pay", MessageWarningKind.LookAlikeLink)]
    [InlineData("https://paypa1.com", MessageWarningKind.LookAlikeLink)]
    [InlineData("https://qingshl-tea.cn/sale", MessageWarningKind.LookAlikeLink)] // the shop's own name
    [InlineData("http://taobao.com.item-refund.top/x", MessageWarningKind.PretendingLink)]
    [InlineData("https://alipay-login.com", MessageWarningKind.PretendingLink)]
    [InlineData("https://jd.com.vip-kefu.icu", MessageWarningKind.PretendingLink)]
    [InlineData("https://qingshi-tea.cn.pay.top", MessageWarningKind.PretendingLink)]
    [InlineData("https://www.taobao.com@evil.top/x", MessageWarningKind.DisguisedLink)]
    [InlineData("http://45.77.12.9/refund", MessageWarningKind.NumberLink)]
    [InlineData("http://2130706433/", MessageWarningKind.NumberLink)]
    [InlineData("http://[2001:db8::1]/x", MessageWarningKind.NumberLink)]
    [InlineData("https://bit.ly/3xYz", MessageWarningKind.ShortLink)]
    [InlineData("点这里dwz.cn/abc领红包", MessageWarningKind.ShortLink)]
    [InlineData("http://down.example/safe-pay.exe", MessageWarningKind.ProgramLink)]
    [InlineData("https://files.example/kefu.apk?v=2", MessageWarningKind.ProgramLink)]
    [InlineData("加我微信私下付款给你便宜", MessageWarningKind.PaymentOutside)]
    [InlineData("不走平台的话，直接扫码付款就行", MessageWarningKind.PaymentOutside)]
    [InlineData("平台不能退款，请加微信转账", MessageWarningKind.PaymentOutside)]
    [InlineData("把差价打款到银行卡吧", MessageWarningKind.PaymentOutside)]
    [InlineData("加 微 信 付 款", MessageWarningKind.PaymentOutside)]
    [InlineData("Could you pay me directly, outside the platform?", MessageWarningKind.PaymentOutside)]
    [InlineData("Please pay with a gift card", MessageWarningKind.PaymentOutside)]
    [InlineData("麻烦把收到的验证码发给我", MessageWarningKind.CodeAskedFor)]
    [InlineData("告诉我您的支付密码", MessageWarningKind.CodeAskedFor)]
    [InlineData("Send me the verification code you got", MessageWarningKind.CodeAskedFor)]
    [InlineData("您好，商品有质量问题要给您退款，请扫码办理", MessageWarningKind.RefundTrick)]
    [InlineData("理赔需要先下载会议软件共享屏幕", MessageWarningKind.RefundTrick)]
    [InlineData("To get your refund, scan the QR code", MessageWarningKind.RefundTrick)]
    [InlineData("卡号 4111 1111 1111 1111", MessageWarningKind.CardNumber)]
    [InlineData("6222-0200-0000-0007", MessageWarningKind.CardNumber)]
    public void It_warns(string text, MessageWarningKind kind) => MessageWarnings.Of(text, Tea).Select(w => w.Kind).ShouldContain(kind);

    [Theory]
    [InlineData("https://item.taobao.com/item.htm?id=1")]
    [InlineData("https://www.jd.com/x")]
    [InlineData("https://m.tb.cn/h.abc")]
    [InlineData("https://qingshi-tea.cn/p/1")]
    [InlineData("https://files.qingshi-tea.cn/guide.apk")] // trusted
    [InlineData("https://www.青石茶坊.cn/")]
    [InlineData("https://www.sf-express.com/waybill")]
    [InlineData("支持支付宝付款吗？")]
    [InlineData("我已经付款了，什么时候发货")]
    [InlineData("请不要私下付款，谨防受骗")]
    [InlineData("客服不会让您私下转账")]
    [InlineData("请勿把验证码告诉任何人")]
    [InlineData("验证码一直没发给我")]
    [InlineData("退款什么时候到账？")]
    [InlineData("退款会按原路退回您的支付宝")]
    [InlineData("订单号 1234567890123456789")]
    [InlineData("4111 1111 1111 1112")] // the check digit is wrong
    [InlineData("电话 13800138000，运单 SF1234567890123")]
    [InlineData("Please never pay outside the platform")]
    [InlineData("Do you accept PayPal? I can pay today.")]
    [InlineData("写信到 lan@taobao-fans.example 就好")]
    [InlineData("3.5 折，v1.2 版")]
    public void It_leaves_in_peace(string text) => MessageWarnings.Of(text, Tea).ShouldBeEmpty();

    [Theory]
    [InlineData("https://user:pass@45.77.12.9:8080/x?y=http://taobao.com", "45.77.12.9")]
    [InlineData("https://www.taobao.com.evil.top:443/x", "www.taobao.com.evil.top")]
    [InlineData("https://taobao.com\\@evil.top/", "taobao.com")]
    public void It_says_where_a_link_really_leads(string address, string host) => Links.Of(address)!.Value.Host.ShouldBe(host);

    [Theory]
    [InlineData("shop.example", true)]
    [InlineData("青石茶坊.cn", true)]
    [InlineData("https://shop.example", false)]
    [InlineData("shop.example/path", false)]
    [InlineData("localhost", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("-a.example", false)]
    public void A_trusted_domain_looks_like_one(string domain, bool fine) => SafetyRules.IsDomain(domain).ShouldBe(fine);

    [Fact]
    public void A_trusted_domain_covers_what_is_below_it_and_nothing_beside_it()
    {
        Tea.Trusts("qingshi-tea.cn").ShouldBeTrue();
        Tea.Trusts("pay.qingshi-tea.cn").ShouldBeTrue();
        Tea.Trusts("evilqingshi-tea.cn").ShouldBeFalse();
    }

    [Property]
    public bool Whatever_is_typed_can_be_looked_at(string? text) => MessageWarnings.Of(text ?? "", Tea).Count >= 0;

    [Property]
    public bool An_address_of_anything_can_be_looked_at(string? text) => MessageWarnings.Of("https://" + text, Tea).Count >= 0;

    [Property]
    public bool A_card_is_found_by_its_check_digit(ushort seed)
    {
        var body = "62" + string.Concat(Enumerable.Range(0, 13).Select(i => (char)('0' + (seed * 31 + i * 7) % 10)));
        var last = Enumerable.Range(0, 10).Count(d => MessageWarnings.Of($"{body}{d}").Any(w => w.Kind == MessageWarningKind.CardNumber));
        return last == 1;
    }
}
