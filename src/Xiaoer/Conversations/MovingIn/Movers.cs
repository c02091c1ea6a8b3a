using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Knowledge.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Conversations.MovingIn;

namespace Xiaoer.Conversations.MovingIn;

/// <summary>Carries one request of another desk in, in one transaction: killed half-way nothing of it is there, and the same again finds it there.</summary>
internal sealed class Movers(
    XiaoerDb db, ShopDirectory shops, CustomerFile customers, ForeignAccounts accounts, PhraseIntake phrases, MovedConversations conversations, AuditLog audit)
{
    /// <summary>Null when the shop has no such channel.</summary>
    public Task<MoveInReport?> Bring(ShopId shop, MoveInRequest request, Guid? actor, CancellationToken ct) => db.WriteInTurn(async token =>
    {
        var channels = db.Set<Channel>().AsNoTracking().Where(c => c.ShopId == shop);
        if (request.ChannelId is { } wanted)
        {
            var id = new ChannelId(wanted);
            channels = channels.Where(c => c.Id == id);
        }

        if (await channels.OrderBy(c => c.CreatedAt).FirstOrDefaultAsync(token) is not { } channel) return null;
        await db.TakeTime(token);
        var refused = new List<MoveInRefusal>();
        var people = await People(shop, request.Source, request.Contacts ?? [], refused, token);
        var threads = await conversations.Put(channel, request.Source, request.Conversations ?? [], refused, token);
        var answers = await Answers(shop, request.Phrases ?? [], refused, token);
        var report = new MoveInReport(people, threads, answers, refused);
        audit.Note(shop, actor, "desk.moved_in", details: new { request.Source, Contacts = people.Added, Conversations = threads.Added, Phrases = answers.Added });
        return report;
    }, ct);

    private async Task<MoveInCount> People(ShopId shop, string source, IReadOnlyList<MoveInContact> contacts, List<MoveInRefusal> refused, CancellationToken ct)
    {
        if (contacts.Count == 0) return default;
        var region = FileBuyer.RegionOf(await shops.Find(shop, ct));
        List<FileCustomer> rows = [.. contacts.Select((c, i) => new FileCustomer(i, MovedNumbers.Customer(source, c), Given(c.Name), Given(c.Region), c.Phone ?? "", c.Email ?? ""))];
        var put = await customers.Put(shop, rows, region, null, ct);
        refused.AddRange(put.Doubts.Select(d => new MoveInRefusal("contact", contacts[(int)d.Line].Id, d.Kind switch
        {
            FileDoubtKind.BadPhone => "bad_phone",
            FileDoubtKind.BadEmail => "bad_email",
            _ => "contact_taken",
        })));
        await accounts.Remember(shop, source, contacts.GroupBy(c => c.Id).ToDictionary(g => g.Key, g => MovedNumbers.Customer(source, g.First())), ct);
        return new MoveInCount(put.Created, put.Updated, put.Unchanged);
    }

    private async Task<MoveInCount> Answers(ShopId shop, IReadOnlyList<MoveInPhrase> brought, List<MoveInRefusal> refused, CancellationToken ct)
    {
        if (brought.Count == 0) return default;
        List<ForeignPhrase> readable = [];
        foreach (var phrase in brought)
            if (MessageText.Check(phrase.Text) is { Code: null } checkedText) readable.Add(new ForeignPhrase(checkedText.Text, phrase.Shortcut, phrase.Title, phrase.Folder));
            else refused.Add(new MoveInRefusal("phrase", phrase.Shortcut ?? phrase.Text[..Math.Min(20, phrase.Text.Length)], "bad_text"));
        var (added, same, noRoom) = await phrases.Put(shop, readable, ct);
        refused.AddRange(noRoom.Select(i => new MoveInRefusal("phrase", readable[i].Shortcut ?? readable[i].Text[..Math.Min(20, readable[i].Text.Length)], "too_many")));
        return new MoveInCount(added, 0, same);
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
