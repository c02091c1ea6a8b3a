using Xiaoer.Customers.Contracts;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Orders.Import.Reading;

namespace Xiaoer.Orders.Import.Records;

/// <summary>Reads rows of customers. Masked names and numbers say nothing.</summary>
internal sealed class CustomerRecords(ImportColumns columns)
{
    public FileCustomer? Read(IRecords record, out string? reason)
    {
        reason = record.Fault;
        if (reason is not null) return null;

        var number = Text(record, "customer");
        if (number.EndsWith(".0", StringComparison.Ordinal)) number = number[..^2];
        if (number.Length is 0 or > 100 || Values.HasLostDigits(number))
        {
            reason = number.Length == 0 ? Reasons.NoNumber : number.Length > 100 ? Reasons.LongCode : Reasons.RoundedOrder;
            return null;
        }

        var name = Text(record, "name");
        if (name.Length == 0) name = $"{Text(record, "first_name")} {Text(record, "last_name")}".Trim();
        return new FileCustomer(record.Line, number, Some(name), Some(Text(record, "region")), Values.Cut(Text(record, "phone"), 32), Values.Cut(Text(record, "email"), 254));
    }

    private string Text(IRecords record, string field) =>
        columns[field] is >= 0 and var place && place < record.Count && !Values.IsMasked(record[place]) ? Values.Text(record[place]) : "";

    private static string? Some(string text) => text.Length == 0 ? null : Values.Cut(text, 200);
}
