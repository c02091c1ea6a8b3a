using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Presets;

/// <summary>Files of products: a product a line, or a variant a line with the product's number on each.</summary>
internal static class ProductPresets
{
    public static ImportPreset Generic { get; } = Of("generic",
    [
        new("product", "商品编号 / Product number", true, "商品编号", "商品id", "宝贝id", "货号", "externalid", "productid", "productnumber", "product", "id"),
        new("title", "商品名称 / Title", false, "商品名称", "商品标题", "宝贝标题", "标题", "品名", "title", "name", "productname"),
        new("price", "价格 / Price", false, "价格", "售价", "单价", "一口价", "price", "unitprice"),
        new("category", "类目 / Category", false, "类目", "分类", "商品分类", "category", "type"),
        new("image", "图片 / Image", false, "图片", "主图", "商品图片", "imageurl", "image"),
        new("url", "链接 / Link", false, "链接", "商品链接", "url", "link"),
        new("sku", "SKU", false, "sku", "商家编码", "规格编码", "skuid"),
        new("variant", "规格 / Variant", false, "规格", "规格名称", "颜色尺码", "销售属性", "variant", "variantname"),
        new("stock", "库存 / Stock", false, "库存", "库存数量", "数量", "stock", "inventory", "quantity"),
    ], []);

    public static ImportPreset WooCommerce { get; } = Of("woocommerce",
    [
        new("product", "ID", true, "id"),
        new("type", "Type", true, "type"),
        new("sku", "SKU", false, "sku"),
        new("title", "Name", true, "name"),
        new("sale_price", "Sale price", false, "saleprice"),
        new("price", "Regular price", true, "regularprice"),
        new("category", "Categories", false, "categories"),
        new("image", "Images", false, "images"),
        new("stock", "Stock", false, "stock"),
        new("parent", "Parent", false, "parent"),
        new("variant", "Attribute 1 value(s)", false, "attribute1value(s)"),
        new("variant2", "Attribute 2 value(s)", false, "attribute2value(s)"),
        new("url", "External URL", false, "externalurl"),
    ], ["type"]);

    public static ImportPreset Shopify { get; } = Of("shopify",
    [
        new("product", "Handle", true, "handle", "urlhandle"),
        new("title", "Title", true, "title"),
        new("category", "Type", false, "type", "productcategory"),
        new("sku", "Variant SKU", false, "variantsku", "sku"),
        new("price", "Variant Price", true, "variantprice", "price"),
        new("stock", "Variant Inventory Qty", false, "variantinventoryqty", "inventoryquantity"),
        new("image", "Image Src", false, "imagesrc", "productimageurl"),
        new("variant", "Option1 Value", false, "option1value"),
        new("variant2", "Option2 Value", false, "option2value"),
    ], ["product"]);

    private static ImportPreset Of(string name, IReadOnlyList<ImportField> fields, IReadOnlyList<string> telling) =>
        new(name, ImportKind.Products, "CNY", "Asia/Shanghai", "zh-CN", "客服", fields) { Telling = telling };
}
