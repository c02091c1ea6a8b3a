using System.Globalization;

namespace Xiaoer.Bench.Search;

/// <summary>
/// What customers and shops say to each other, from a seed: a few things very often, most things seldom, with products, towns, numbers and, once in
/// twenty thousand, a word nobody else uses.
/// </summary>
internal sealed class ShopTalk(Random random)
{
    public static readonly string[] Common = ["发货", "退货", "快递"];
    public static readonly string[] Rare = ["雨花石", "紫檀木", "鸡血藤", "螺钿漆", "烧麦笼"];
    public static readonly string[] Phrases = ["什么时候能到", "支持七天无理由", "运费谁来承担", "麻烦拍一下细节图"];

    private static readonly string[] Asked =
    [
        "在吗", "你好", "亲，{p}还有货吗", "{p}什么时候发货", "我的快递到哪里了", "什么时候能到{c}", "订单{o}怎么还没发货", "可以退货吗", "{p}有色差，想退货", "尺码偏大还是偏小呀", "我身高{n}体重{k}穿什么码",
        "能便宜点吗", "有优惠券吗", "好的谢谢", "嗯嗯", "那我再看看", "{p}的面料是什么，夏天穿会不会热", "发什么快递，能发顺丰吗", "退货的运费谁来承担", "收到的{p}少了一件", "包装破了，{p}摔坏了一个角",
        "发票可以开公司抬头吗", "地址写错了，能改成{c}吗", "这个和{p}有什么区别", "麻烦拍一下细节图", "上次买的{p}洗了以后缩水了怎么办", "Where is my parcel, order {o}?", "Do you ship to Singapore?", "能不能送一点{r}",
        "哈哈哈好看", "下单了，记得送小礼物😀", "已经拍了，今天能发吗", "{n}天了还没收到", "价格比上周贵了{k}块，可以补差价吗", "老板在不在", "客服小姐姐", "想换个颜色，{p}有没有米白", "物流三天没动了", "签收了但是我没拿到，放驿站了吗",
    ];

    private static readonly string[] Answered =
    [
        "亲，在的，请问有什么可以帮您", "您好，{p}有现货，今天十八点前付款当天发货哦", "我们默认发中通快递，{c}一般三天左右到", "订单{o}已经打包好了，今晚就会有物流信息", "支持七天无理由退货，吊牌不要剪掉就可以的",
        "质量问题的话运费我们承担，您拍一下照片发给我看看", "按您的身高体重建议拍{k}码，喜欢宽松可以大一码", "现在下单可以用满{n}减{k}的券，结算的时候会自动抵扣", "帮您查到快递在{c}转运中心，预计明天派送", "已经帮您备注好地址了，改到{c}",
        "不好意思让您久等了，这边马上帮您催一下仓库", "{p}是纯棉的，透气不闷，夏天穿没有问题", "您的退货申请已经通过，请把快递单号填在订单页里", "退款会在收到退货后的三个工作日内原路返回", "感谢您的支持，有问题随时找我，祝您生活愉快",
        "发票下个月五号统一开具，抬头和税号麻烦发我", "这款和{p}相比更厚实一点，适合秋冬", "亲亲，这个价格已经是活动价了，可以送您一份小礼物", "少发的{p}今天给您补寄，单号{o}", "稍等，我让售后专员联系您处理破损",
    ];

    private static readonly string[] Products = ["青瓷茶杯", "亚麻衬衫", "羊毛围巾", "帆布包", "真丝睡衣", "竹编收纳篮", "保温杯", "陶瓷花瓶", "棉麻连衣裙", "牛仔裤", "儿童雨衣", "香薰蜡烛", "木质餐盘", "羽绒被", "运动鞋", "遮阳帽"];
    private static readonly string[] Towns = ["杭州", "成都", "哈尔滨", "乌鲁木齐", "深圳", "昆明", "石家庄", "厦门", "西安", "呼和浩特"];

    public string Says(bool customer)
    {
        var sentences = customer ? Asked : Answered;
        // Squared: the first sentences are said much more often than the last.
        var sentence = sentences[(int)(sentences.Length * Math.Pow(random.NextDouble(), 1.4))];
        var text = random.Next(4) == 0 ? sentence + "，" + sentences[random.Next(sentences.Length)] : sentence;
        if (random.Next(20_000) == 0) text += "，要" + Rare[random.Next(Rare.Length)] + "的";
        return Fill(text);
    }

    public static string OrderNumber(int order) => string.Create(CultureInfo.InvariantCulture, $"TB{20240101 + order / 60}{order * 7919L % 100_000_000:00000000}");

    private string Fill(string text) => text
        .Replace("{p}", Products[random.Next(Products.Length)], StringComparison.Ordinal).Replace("{c}", Towns[random.Next(Towns.Length)], StringComparison.Ordinal)
        .Replace("{o}", OrderNumber(random.Next(50_000)), StringComparison.Ordinal).Replace("{n}", $"{random.Next(100, 200)}", StringComparison.Ordinal)
        .Replace("{k}", $"{random.Next(10, 99)}", StringComparison.Ordinal).Replace("{r}", random.Next(1000) == 0 ? Rare[random.Next(Rare.Length)] : "样品", StringComparison.Ordinal);
}
