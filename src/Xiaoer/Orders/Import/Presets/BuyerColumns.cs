using Xiaoer.Customers.Contracts;
using Xiaoer.Orders.Import.Reading;

namespace Xiaoer.Orders.Import.Presets;

/// <summary>Reads who bought. What is masked tells nobody from anybody: such an order is a guest's.</summary>
internal sealed class BuyerColumns(ImportColumns columns, ImportPreset preset, ImportTerms terms)
{
    private const int MaxCode = 100;

    public FileBuyer? Read(IRecords record, string order)
    {
        var number = Clear(record, "customer", MaxCode);
        if (number is "0") number = "";
        if (number.EndsWith(".0", StringComparison.Ordinal)) number = number[..^2];
        var (account, phone, email) = (Clear(record, "account", MaxCode), Clear(record, "phone", 32), Clear(record, "email", 254));
        var known = new FileBuyer(order, Name(record), Region(record), phone, email, terms.Region);
        if (number.Length > 0) return known with { Number = number };
        if (account.Length > 0) return known with { Platform = preset.Platform, Account = account };
        return known.ByContact(preset.Name);
    }

    private string? Name(IRecords record) => Clear(record, "name", 200) is { Length: > 0 } name ? name : null;

    // An address begins with its province: 浙江省 杭州市 …; more of it is nobody's business here.
    private string? Region(IRecords record)
    {
        var text = Clear(record, "region", 200);
        var province = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        if (!terms.Chinese) return text.Length > 0 ? text : null;
        foreach (var end in new[] { "自治区", "省", "特别行政区" })
            if (province.IndexOf(end, StringComparison.Ordinal) is > 0 and var at) return province[..(at + end.Length)];
        return province.Length is > 0 and <= 12 ? province : null;
    }

    /// <summary>Empty where it is masked.</summary>
    private string Clear(IRecords record, string field, int most)
    {
        if (columns[field] is not (>= 0 and var place) || place >= record.Count || Values.IsMasked(record[place])) return "";
        return Values.Cut(Values.Text(record[place]), most);
    }
}
