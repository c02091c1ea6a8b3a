namespace Xiaoer.Shared.Conversations;

/// <summary>
/// Words that ask for money, cards or codes past the shop, in Chinese and English. Two kinds of words have to stand near each other, so that a plain
/// question after Alipay raises nothing; words that warn of it raise nothing either.
/// </summary>
internal static class PaymentWarnings
{
    /// <summary>Words of the one kind near words of the other. Chinese is looked at without its spaces.</summary>
    private sealed record Pair(MessageWarningKind Kind, bool Dense, int Within, string[] Some, string[] Others);

    private static readonly Pair[] Pairs =
    [
        new(MessageWarningKind.PaymentOutside, true, 12,
            ["付款", "转账", "打款", "汇款", "支付", "付钱", "打钱", "转钱", "交易", "付定金", "补差价", "发红包"],
            [
                "私下", "私人账户", "个人账户", "个人账号", "个人微信", "个人支付宝", "加微信", "加我微信", "加个微信", "加下微信", "加vx", "加我vx", "加威信", "加薇信", "加qq", "收款码", "收款二维码", "扫码付", "扫这个码", "扫我的码", "扫二维码付",
                "不走平台", "绕过平台", "绕开平台", "站外", "线下转", "平台外", "转到我", "转给我", "打到我", "汇到我",
            ]),
        new(MessageWarningKind.PaymentOutside, false, 40,
            ["pay", "payment", "transfer", "send money", "send the money", "wire", "deposit"],
            [
                "outside the platform", "outside of the platform", "off the platform", "off-platform", "outside the shop", "outside the site", "privately", "to my account", "to my bank", "to my personal", "my personal account",
                "gift card", "western union", "moneygram", "bitcoin", "usdt", "crypto", "via whatsapp", "on whatsapp", "add me on", "friends and family", "via zelle", "via venmo", "cash app", "directly to me", "my wechat", "my alipay",
            ]),
        new(MessageWarningKind.CodeAskedFor, true, 8,
            ["验证码", "校验码", "动态码", "短信码", "动态密码", "支付密码", "登录密码", "银行卡密码"],
            ["发给", "发我", "发一下", "发过来", "告诉", "告知", "报给", "报一下", "提供", "给我", "念给", "说一下"]),
        new(MessageWarningKind.CodeAskedFor, false, 30,
            ["verification code", "security code", "one-time code", "one time code", "otp", "sms code", "your password", "your pin"],
            ["send", "tell", "give", "share", "forward", "read me"]),
        new(MessageWarningKind.RefundTrick, true, 14,
            ["退款", "退货", "理赔", "赔付", "赔偿", "退钱"],
            ["扫码", "二维码", "点链接", "点击链接", "点开链接", "下载", "屏幕共享", "共享屏幕", "会议号", "备用金", "刷流水", "走流水", "解冻", "保证金", "激活账户", "验证资金", "加qq", "加微信"]),
        new(MessageWarningKind.RefundTrick, false, 50,
            ["refund", "compensation", "reimburse"],
            ["scan", "qr code", "click the link", "click this link", "download", "share your screen", "anydesk", "teamviewer", "unfreeze", "processing fee", "deposit first"]),
    ];

    private static readonly string[] Told = ["扫码付款", "扫码支付", "扫码转账", "扫我收款码", "微信转账给", "微信转给我", "支付宝转给我", "转账到银行卡", "打款到银行卡", "转账到个人", "转到银行卡", "汇款到账户"];

    // Who warns does not ask.
    private static readonly string[] Warning =
    [
        "不要", "请勿", "切勿", "勿", "别加", "别付", "别转", "别把", "别私", "不会", "不能", "不可", "不支持", "谨防", "警惕", "小心", "没收到", "没有", "没", "不用", "无需", "拒绝",
        "don't", "do not", "never", "not ", "won't", "beware", "didn't", "cannot", "can't",
    ];

    private static readonly System.Buffers.SearchValues<char> ClauseEnds = System.Buffers.SearchValues.Create("。！？!?；;，,\n");

    public static IEnumerable<MessageWarningKind> Of(string plain)
    {
        var dense = string.Concat(plain.Where(c => !char.IsWhiteSpace(c)));
        foreach (var kind in Pairs.Where(p => Near(p.Dense ? dense : plain, p)).Select(p => p.Kind).Concat(Says(dense) ? [MessageWarningKind.PaymentOutside] : []).Distinct()) yield return kind;
        if (HasCard(plain)) yield return MessageWarningKind.CardNumber;
    }

    private static bool Says(string text) => Told.Any(w => Places(text, w).Any(at => !IsWarned(text, at, at, 8)));

    private static bool Near(string text, Pair pair)
    {
        var others = pair.Others.SelectMany(w => Places(text, w).Select(at => (At: at, w.Length))).ToList();
        if (others.Count == 0) return false;
        foreach (var some in pair.Some)
            foreach (var at in Places(text, some))
                foreach (var (there, length) in others)
                {
                    var gap = there > at ? there - at - some.Length : at - there - length;
                    if (gap <= pair.Within && gap > -Math.Max(some.Length, length) && !IsWarned(text, Math.Min(at, there), Math.Max(at, there), pair.Dense ? 8 : 24)) return true;
                }

        return false;
    }

    /// <summary>The same clause says not to, shortly before or between.</summary>
    private static bool IsWarned(string text, int from, int until, int before)
    {
        var clause = text.AsSpan(0, from).LastIndexOfAny(ClauseEnds) + 1;
        var begin = Math.Max(clause, from - before);
        var stretch = text[begin..until];
        return Warning.Any(w => stretch.Contains(w, StringComparison.Ordinal));
    }

    private static IEnumerable<int> Places(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
            if (!char.IsAsciiLetter(word[0]) || IsWord(text, at, word.Length)) yield return at;
    }

    private static bool IsWord(string text, int at, int length) => (at == 0 || !char.IsAsciiLetter(text[at - 1])) && (at + length == text.Length || !char.IsAsciiLetter(text[at + length]));

    /// <summary>A number of a card: its length, how it begins, and its check digit (Luhn). Spaces and dashes between groups count for nothing.</summary>
    private static bool HasCard(string text)
    {
        var digits = new List<char>(24);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsAsciiDigit(text[i])) digits.Add(text[i]);
            else if (i < text.Length && text[i] is ' ' or '-' && digits.Count > 0 && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1])) continue;
            else
            {
                if (IsCard(digits)) return true;
                digits.Clear();
            }
        }

        return false;
    }

    private static bool IsCard(List<char> digits)
    {
        var number = string.Concat(digits);
        var known = number.Length switch
        {
            15 => number.StartsWith("34", StringComparison.Ordinal) || number.StartsWith("37", StringComparison.Ordinal),
            16 => number[0] is '4' || (number[0] is '5' && number[1] is >= '1' and <= '5') || number.StartsWith("62", StringComparison.Ordinal),
            17 or 18 or 19 => number.StartsWith("62", StringComparison.Ordinal),
            _ => false,
        };
        if (!known) return false;
        var sum = 0;
        for (var i = 0; i < number.Length; i++)
        {
            var digit = number[^(i + 1)] - '0';
            if (i % 2 == 1 && (digit *= 2) > 9) digit -= 9;
            sum += digit;
        }

        return sum % 10 == 0;
    }
}
