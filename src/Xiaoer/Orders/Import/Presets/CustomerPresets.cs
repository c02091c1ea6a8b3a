using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Presets;

/// <summary>Files of customers. Consent is no field: it is given by the customer, never by a file.</summary>
internal static class CustomerPresets
{
    public static ImportPreset Generic { get; } = new("generic", ImportKind.Customers, "CNY", "Asia/Shanghai", "zh-CN", "客服",
    [
        new("customer", "客户号 / Customer number", true, "客户号", "客户编号", "会员号", "会员编号", "会员id", "externalid", "customerid", "customernumber", "customer", "id"),
        new("name", "姓名 / Name", false, "姓名", "客户姓名", "名称", "昵称", "会员名", "name", "fullname", "customername"),
        new("first_name", "名 / First name", false, "firstname"),
        new("last_name", "姓 / Last name", false, "lastname"),
        new("phone", "手机 / Phone", false, "手机号", "手机", "联系手机", "联系电话", "电话", "phone", "mobile", "phonenumber"),
        new("email", "邮箱 / E-mail", false, "邮箱", "电子邮箱", "email", "emailaddress", "mail"),
        new("region", "地区 / Region", false, "地区", "省", "省份", "城市", "region", "province", "provincecode", "state", "country"),
    ]);
}
