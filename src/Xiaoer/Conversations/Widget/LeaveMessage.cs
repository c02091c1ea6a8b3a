using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Visitors;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Conversations.Widget;

/// <summary>
/// The offline form: name, contact and message while nobody answers. The message waits in the queue like any other. No mail goes to an address just because
/// somebody typed it here (W-12), and it is never compared with a customer's.
/// </summary>
internal static class LeaveMessage
{
    public static void Map(RouteGroupBuilder visitor) => visitor.MapPost("/offline", Handle).Produces<MessageAck>();

    internal static async Task<IResult> Handle(
        Visit visit, OfflineRequest request, HttpContext http, XiaoerDb db, VisitorSending sending, ShopDirectory shops, XiaoerOptions options, TimeProvider time, CancellationToken ct)
    {
        if (!(await db.WidgetOf(visit.Shop, visit.Channel, ct)).OfflineForm) throw new RuleBroken("offline.closed", "This channel has no form to leave contact data.");
        if (!request.Consent) return Problem.Of("offline.no_consent", "Without consent nothing is kept.", 400);
        if (MessageText.Check(request.Message).Code is not null || MessageText.Check(request.Name).Code is not null) return Problem.Of("bad_text", null, 400);

        var contacts = new List<(IdentityKind Kind, string Value)>(2);
        if (!string.IsNullOrWhiteSpace(request.Phone))
        {
            if (ContactForms.Phone(request.Phone, await shops.Find(visit.Shop, ct)) is not { } phone) return Problem.Of("offline.bad_phone", "This is no phone number.", 400);
            contacts.Add((IdentityKind.Phone, phone));
        }

        if (!string.IsNullOrWhiteSpace(request.Email))
        {
            if (ContactForms.Email(request.Email) is not { } email) return Problem.Of("offline.bad_email", "This is no mail address.", 400);
            contacts.Add((IdentityKind.Email, email));
        }

        if (contacts.Count == 0) return Problem.Of("offline.no_contact", "Leave a phone number or a mail address.", 400);
        if (!await Keep(visit, request.Name.Trim(), contacts, db, options, time, ct)) return Problem.SlowDown(http, TimeSpan.FromHours(1));
        return SendAnswer.Of(await sending.Send(visit, null, http.Household().ToString(), new SendMessageRequest(request.ClientMessageId, MessageKind.Text, request.Message.Trim()), ct));
    }

    // False: this visitor, or their address, has left enough for a day. The same again is kept once.
    private static Task<bool> Keep(Visit visit, string name, List<(IdentityKind Kind, string Value)> contacts, XiaoerDb db, XiaoerOptions options, TimeProvider time, CancellationToken ct) =>
        db.Write(async token =>
        {
            await db.LockVisitor(visit, token);
            var (at, day) = (time.Now(), time.Now().AddDays(-1));
            var theirs = db.Set<VisitorContact>().Where(c => c.ShopId == visit.Shop && c.VisitorId == visit.Visitor);
            var known = await theirs.Where(c => c.At > day).ToListAsync(token);
            var fresh = contacts.Where(c => !known.Exists(k => k.Kind == c.Kind && k.Value == c.Value)).ToList();
            if (fresh.Count == 0) return true;

            if (!options.Limits.Lifted)
            {
                var address = await db.Set<Visitor>().Where(v => v.ShopId == visit.Shop && v.Id == visit.Visitor).Select(v => v.AddressHash).SingleAsync(token);
                var fromAddress = await db.Set<VisitorContact>().CountAsync(
                    c => c.ShopId == visit.Shop && c.At > day && db.Set<Visitor>().Any(v => v.ShopId == c.ShopId && v.Id == c.VisitorId && v.AddressHash == address), token);
                if (known.Count + fresh.Count > options.Limits.VisitorContactsPerDay || fromAddress + fresh.Count > options.Limits.AddressContactsPerDay) return false;
            }

            foreach (var (kind, value) in fresh)
                db.Add(new VisitorContact { ShopId = visit.Shop, VisitorId = visit.Visitor, Id = time.NewId(), Kind = kind, Value = value, Name = name, At = at });
            return true;
        }, ct);
}
