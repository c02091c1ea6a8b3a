namespace Xiaoer.Shared.Conversations;

/// <summary>Names that are pretended most, and the domains they really have.</summary>
internal static class KnownNames
{
    public static IReadOnlyList<(string Name, string[] Domains)> All { get; } =
    [
        ("taobao", ["taobao.com", "taobao.net", "taobao.org", "taobao.tw"]), ("tmall", ["tmall.com", "tmall.hk"]), ("alipay", ["alipay.com", "alipay.net", "alipayobjects.com", "alipay.cn"]),
        ("alibaba", ["alibaba.com", "alibabagroup.com", "alibabacloud.com"]), ("aliexpress", ["aliexpress.com", "aliexpress.us", "aliexpress.ru"]), ("jd", ["jd.com", "jd.hk"]),
        ("jingdong", ["jingdong.com"]), ("pinduoduo", ["pinduoduo.com"]), ("yangkeduo", ["yangkeduo.com"]), ("weixin", ["weixin.com", "qq.com"]), ("wechat", ["wechat.com"]),
        ("tenpay", ["tenpay.com"]), ("douyin", ["douyin.com"]), ("xiaohongshu", ["xiaohongshu.com"]), ("meituan", ["meituan.com"]), ("unionpay", ["unionpay.com", "unionpayintl.com"]),
        ("icbc", ["icbc.com.cn"]), ("cmbchina", ["cmbchina.com"]), ("abchina", ["abchina.com", "abchina.com.cn"]), ("bankcomm", ["bankcomm.com"]), ("psbc", ["psbc.com"]), ("bankofchina", ["bankofchina.com"]),
        ("paypal", ["paypal.com", "paypal.me", "paypal.cn", "paypal-community.com"]), ("amazon", ["amazon.com", "amazon.cn", "amazon.co.uk", "amazon.de", "amazon.co.jp", "amazon.fr", "amazon.it", "amazon.es", "amazon.ca", "amazon.in", "amazon.com.au", "amazonaws.com"]),
        ("shopify", ["shopify.com", "myshopify.com", "shopify.dev"]), ("stripe", ["stripe.com"]), ("visa", ["visa.com", "visa.com.cn", "visa.cn"]), ("mastercard", ["mastercard.com", "mastercard.us", "mastercard.com.cn"]),
        ("whatsapp", ["whatsapp.com", "whatsapp.net"]), ("apple", ["apple.com", "apple.com.cn"]), ("icloud", ["icloud.com", "icloud.com.cn"]), ("google", ["google.com", "google.cn", "google.com.hk", "google.co.uk", "google.de", "google.fr", "google.co.jp"]),
    ];

    /// <summary>Those that one slip makes no other word of.</summary>
    public static IReadOnlySet<string> Mistyped { get; } = new HashSet<string>
    {
        "taobao", "alipay", "alibaba", "pinduoduo", "yangkeduo", "weixin", "unionpay", "cmbchina", "xiaohongshu", "aliexpress", "paypal", "mastercard", "whatsapp", "jingdong",
    };

    public static IReadOnlySet<string> Shorteners { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "bit.ly", "t.co", "tinyurl.com", "goo.gl", "is.gd", "v.gd", "ow.ly", "rb.gy", "cutt.ly", "rebrand.ly", "shorturl.at", "t.ly", "buff.ly", "s.id", "tiny.cc",
        "t.cn", "dwz.cn", "dwz.mk", "suo.im", "suo.nz", "url.cn", "u.nu", "mrw.so", "sourl.cn", "c1n.cn", "0x9.me", "dwz.date", "985.so", "urlc.cn", "w.url.cn",
    };

    public static IReadOnlyList<string> Programs { get; } = [".exe", ".msi", ".scr", ".bat", ".cmd", ".ps1", ".vbs", ".com.zip", ".jar", ".apk", ".ipa", ".dmg", ".pkg", ".hta", ".lnk", ".mobileconfig"];
}
