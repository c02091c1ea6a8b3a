namespace Xiaoer.Cli.Demo.History;

/// <summary>The names and places of the demo shop's customers. All are made up; the streets do not exist.</summary>
internal static class DemoNames
{
    /// <summary>Those who appear in conversations, so that their orders fit what is said.</summary>
    public static IReadOnlyList<(string Name, string Latin, string Region)> Known { get; } =
    [
        ("林晓雯", "lin.xiaowen", "浙江 杭州"), ("欧阳明月", "ouyang.mingyue", "上海"), ("陈志强", "chen.zhiqiang", "四川 成都"), ("王梓涵", "wang.zihan", "北京"),
        ("上官婉清", "shangguan.wanqing", "江苏 南京"), ("赵一鸣", "zhao.yiming", "广东 广州"), ("周敏", "zhou.min", "湖北 武汉"), ("吴佳怡", "wu.jiayi", "江苏 苏州"),
        ("司马晓峰", "sima.xiaofeng", "陕西 西安"), ("郑雅文", "zheng.yawen", "湖南 长沙"), ("Emily Carter", "emily.carter", "上海 浦东"), ("何苗", "he.miao", "山东 青岛"),
        ("孙宇航", "sun.yuhang", "天津"), ("诸葛思远", "zhuge.siyuan", "浙江 宁波"), ("马晓燕", "ma.xiaoyan", "安徽 合肥"), ("徐静", "xu.jing", "福建 厦门"),
        ("黄丽娟", "huang.lijuan", "广东 深圳"), ("张伟", "zhang.wei", "河南 郑州"),
    ];

    public static IReadOnlyList<(string Zh, string Latin)> Surnames { get; } =
    [
        ("李", "li"), ("王", "wang"), ("张", "zhang"), ("刘", "liu"), ("陈", "chen"), ("杨", "yang"), ("赵", "zhao"), ("黄", "huang"), ("周", "zhou"), ("吴", "wu"),
        ("徐", "xu"), ("孙", "sun"), ("胡", "hu"), ("朱", "zhu"), ("高", "gao"), ("林", "lin"), ("何", "he"), ("郭", "guo"), ("马", "ma"), ("罗", "luo"),
        ("梁", "liang"), ("宋", "song"), ("郑", "zheng"), ("谢", "xie"), ("韩", "han"), ("唐", "tang"), ("冯", "feng"), ("于", "yu"), ("董", "dong"), ("萧", "xiao"),
        ("欧阳", "ouyang"), ("上官", "shangguan"), ("司徒", "situ"), ("慕容", "murong"), ("夏侯", "xiahou"), ("皇甫", "huangfu"), ("令狐", "linghu"), ("东方", "dongfang"),
    ];

    public static IReadOnlyList<(string Zh, string Latin)> Given { get; } =
    [
        ("雨桐", "yutong"), ("子墨", "zimo"), ("思琪", "siqi"), ("浩然", "haoran"), ("诗涵", "shihan"), ("欣怡", "xinyi"), ("俊杰", "junjie"), ("佳宁", "jianing"),
        ("雪", "xue"), ("芳", "fang"), ("磊", "lei"), ("婷", "ting"), ("倩", "qian"), ("楠", "nan"), ("悦", "yue"), ("凯", "kai"),
        ("梦洁", "mengjie"), ("晨曦", "chenxi"), ("若曦", "ruoxi"), ("一诺", "yinuo"), ("可欣", "kexin"), ("书瑶", "shuyao"), ("清扬", "qingyang"), ("云舒", "yunshu"),
        ("小满", "xiaoman"), ("知夏", "zhixia"), ("念初", "nianchu"), ("安琪", "anqi"), ("丽华", "lihua"), ("秀英", "xiuying"), ("建国", "jianguo"), ("海燕", "haiyan"),
        ("文博", "wenbo"), ("天佑", "tianyou"), ("慧敏", "huimin"), ("春梅", "chunmei"), ("嘉豪", "jiahao"), ("静怡", "jingyi"), ("美玲", "meiling"), ("子轩", "zixuan"),
    ];

    public static IReadOnlyList<string> Regions { get; } =
    [
        "浙江 杭州", "浙江 宁波", "浙江 温州", "上海", "江苏 南京", "江苏 苏州", "江苏 无锡", "北京", "天津", "广东 广州", "广东 深圳", "广东 佛山", "四川 成都", "重庆",
        "湖北 武汉", "湖南 长沙", "陕西 西安", "山东 青岛", "山东 济南", "福建 厦门", "福建 福州", "安徽 合肥", "河南 郑州", "辽宁 大连", "辽宁 沈阳", "云南 昆明", "黑龙江 哈尔滨", "江西 南昌",
    ];

    public static IReadOnlyList<string> Notes { get; } =
    [
        "喜欢素色，不要亮粉；尺码 M。", "对羊毛过敏，推荐棉麻。", "默认发顺丰，之前反馈过物流慢。", "送礼多，爱用礼盒和手写卡片。", "发货前要打电话确认颜色。",
        "身高 165，裤子要改短 2 厘米。", "鼻子敏感，香氛只推草木调。", "老顾客，介绍过三位朋友。", "发票开公司抬头，电子版。",
    ];
}
