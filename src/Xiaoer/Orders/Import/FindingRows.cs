using Xiaoer.Platform.Database;

namespace Xiaoer.Orders.Import;

/// <summary>Notes down what was rejected or doubtful, in the batch's transaction.</summary>
internal static class FindingRows
{
    /// <summary>How many of them are warnings that had not been noted.</summary>
    public static async Task<int> Write(XiaoerDb db, ImportContext context, IEnumerable<Finding> findings, CancellationToken ct)
    {
        using var each = findings.GetEnumerator();
        if (!each.MoveNext()) return 0;

        await using var insert = db.Command(
            """
            INSERT INTO import_findings (shop_id, run_id, kind, subject, line, reason, text) VALUES (@shop, @run, @kind, @subject, @line, @reason, @text)
            ON CONFLICT (shop_id, run_id, kind, subject) DO NOTHING
            """).With("shop", context.Shop.Value).With("run", context.Run).With("kind", "").With("subject", "").With("line", 0L).With("reason", "").With("text", "");
        await insert.PrepareAsync(ct);
        var warnings = 0;
        do
        {
            var finding = each.Current;
            insert.Set("kind", finding.Kind).Set("subject", finding.Subject).Set("line", finding.Line).Set("reason", finding.Reason).Set("text", finding.Text);
            var added = await insert.ExecuteNonQueryAsync(ct);
            if (finding.Kind != Finding.Rejected) warnings += added;
        }
        while (each.MoveNext());
        return warnings;
    }
}
