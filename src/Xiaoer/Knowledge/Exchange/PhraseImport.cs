using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge.Exchange;

/// <summary>
/// Takes a file of phrases in: what a dry run reports is made by the same steps, only not saved. All rows without faults are written together; the same
/// file again finds everything there.
/// </summary>
internal sealed class PhraseImport(XiaoerDb db, ShopDirectory shops, AuditLog audit, TimeProvider time)
{
    public async Task<PhraseImportReport> Run(Caller caller, ShopId shop, byte[] file, bool dryRun, CancellationToken ct)
    {
        var rows = TableFile.Read(file);
        var columns = PhraseColumns.Find(rows[0].Cells);
        if (!columns.ContainsKey(PhraseColumns.Text)) throw new UploadRefused("import.no_text_column", 400, "The first row names the columns, and one of them is “text”.");

        var none = caller.May(shop, Permissions.ManagePhrases) ? PhraseScope.Shop : PhraseScope.Personal;
        var zone = (await shops.Find(shop, ct)).TimeZone;
        if (dryRun) return await Apply(caller, shop, Read(), dryRun, ct);
        return await db.WriteInTurn(async token =>
        {
            var report = await Apply(caller, shop, Read(), dryRun, token);
            if (report.Added + report.Changed > 0) audit.Note(shop, caller.Actor, "phrase.imported", details: new Imported(report.Added, report.Changed, report.Faulty));
            return report;
        }, ct);

        List<PhraseRow> Read() => [.. rows.Skip(1).Select(r => PhraseRow.Read(r, columns, none, zone))];
    }

    private async Task<PhraseImportReport> Apply(Caller caller, ShopId shop, List<PhraseRow> rows, bool dryRun, CancellationToken ct)
    {
        var me = caller.Person;
        var known = await db.Set<Script>().Where(s => s.ShopId == shop && s.DeletedAt == null && (s.OwnerId == null || s.OwnerId == me)).ToListAsync(ct);
        var promotions = new NamedPromotions(shop, await db.Set<Promotion>().Where(p => p.ShopId == shop).ToListAsync(ct), time);
        var shelf = new ImportShelf(known);

        var read = new List<PhraseImportRow>(rows.Count);
        foreach (var row in rows)
        {
            if (row.Scope is { } scope && PhraseSaving.Refuse(caller, shop, scope) is not null) row.Faults.Add(new(PhraseColumns.Scope, "not_allowed"));
            var target = shelf.Find(row, me);
            var promotion = row.Faults.Count == 0 ? promotions.Find(row) : null;
            read.Add(row.View(row.Faults.Count > 0 ? PhraseImportOutcome.Fault : Put(shop, me, row, target, promotion, shelf)));
        }

        foreach (var script in shelf.Added) db.Add(script);
        foreach (var promotion in promotions.Added) db.Add(promotion);
        if (dryRun) db.ChangeTracker.Clear();
        return new PhraseImportReport(
            dryRun, Count(PhraseImportOutcome.Add), Count(PhraseImportOutcome.Change), Count(PhraseImportOutcome.Same), Count(PhraseImportOutcome.Fault), read,
            [.. promotions.Added.Select(p => p.Name)]);

        int Count(PhraseImportOutcome outcome) => read.Count(r => r.Outcome == outcome);
    }

    /// <summary>An empty cell leaves what is there.</summary>
    private PhraseImportOutcome Put(ShopId shop, PersonId? me, PhraseRow row, Script? target, PromotionId? promotion, ImportShelf shelf)
    {
        var request = new SavePhraseRequest(
            row.Scope!.Value, row.Folder ?? target?.Folder, row.Title ?? target?.Title, row.Shortcut ?? target?.Shortcut, row.Text,
            (promotion ?? target?.PromotionId)?.Value);
        var owner = row.Scope == PhraseScope.Personal ? me : null;
        if (target is not null) return target.Describe(request, owner, time.Now()) ? PhraseImportOutcome.Change : PhraseImportOutcome.Same;

        var script = new Script(shop, new ScriptId(time.NewId()), time.Now());
        script.Describe(request, owner, script.CreatedAt);
        shelf.Added.Add(script);
        return PhraseImportOutcome.Add;
    }

    private sealed record Imported(int Added, int Changed, int Faulty);
}
