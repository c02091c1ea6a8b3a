using System.Buffers.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Widget;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Alerts;

/// <summary>The devices of a person that are told while no desk is open: added by a browser, listed, taken away.</summary>
internal static class PushDevices
{
    private const int MostDevices = 20;

    public static void Map(RouteGroupBuilder api)
    {
        var push = api.MapGroup("/push").RequireAuthorization(Authorization.SignedInPerson);
        push.MapGet("/key", Key);
        push.MapGet("/devices", List);
        push.MapPost("/devices", Subscribe);
        push.MapDelete("/devices/{id:guid}", Remove);
    }

    internal static async Task<Ok<PushKeyView>> Key(PushKeys keys, CancellationToken ct) =>
        TypedResults.Ok(new PushKeyView(Base64Url.EncodeToString((await keys.Get(ct)).Public)));

    internal static async Task<Ok<Page<PushDeviceView>>> List(Caller caller, Callers callers, XiaoerDb db, CancellationToken ct)
    {
        var me = caller.Agent;
        var devices = await db.Set<PushDevice>().AsNoTracking().Where(d => d.PersonId == me).OrderByDescending(d => d.CreatedAt).ThenBy(d => d.Id).ToListAsync(ct);
        var views = new List<PushDeviceView>(devices.Count);
        foreach (var device in devices)
            if (await callers.Look(device.SessionId, ct) is not null) views.Add(View(device, caller));
        return TypedResults.Ok(new Page<PushDeviceView>(views, null));
    }

    /// <summary>The same browser again is the same device, with its newest keys and session.</summary>
    internal static async Task<Results<Ok<PushDeviceView>, ProblemHttpResult>> Subscribe(
        SubscribeRequest request, Caller caller, HttpContext http, XiaoerDb db, PushLine line, TimeProvider time, CancellationToken ct)
    {
        if (!line.Accepts(request.Endpoint)) return Invalid.Of("endpoint", "An https address of a push service.");
        if (Read(request.P256dh) is not { } point || !PushCrypto.IsPoint(point)) return Invalid.Of("p256dh", "A public key on P-256, 65 bytes in base64url.");
        if (Read(request.Auth) is not { Length: PushCrypto.AuthLength } auth) return Invalid.Of("auth", "16 bytes in base64url.");

        var (me, session) = (caller.Agent, caller.Session!.Value);
        var device = await db.WriteInTurn(async token =>
        {
            // Somebody else at the same browser takes it over: what is told goes to who is signed in there.
            var known = await db.Set<PushDevice>().SingleOrDefaultAsync(d => d.Endpoint == request.Endpoint, token);
            if (known is not null && known.PersonId != me)
            {
                db.Remove(known);
                await db.SaveChangesAsync(token);
                known = null;
            }

            if (known is null)
            {
                var mine = await db.Set<PushDevice>().Where(d => d.PersonId == me).OrderBy(d => d.CreatedAt).ToListAsync(token);
                db.RemoveRange(mine.Take(Math.Max(0, mine.Count - MostDevices + 1)));
                db.Add(known = new PushDevice { Id = new PushDeviceId(time.NewId()), PersonId = me, Endpoint = request.Endpoint, CreatedAt = time.Now() });
            }

            (known.SessionId, known.P256dh, known.Auth, known.Locale) = (session, point, auth, request.Locale);
            known.Device = DeviceNames.Of(http.Request.Headers.UserAgent.ToString());
            foreach (var shop in caller.Shops.Keys.OrderBy(s => s.Value)) await Mark(db, shop, token);
            return known;
        }, ct);
        return TypedResults.Ok(View(device, caller));
    }

    internal static async Task<Results<NoContent, NotFound>> Remove(Guid id, Caller caller, XiaoerDb db, CancellationToken ct)
    {
        var (me, wanted) = (caller.Agent, new PushDeviceId(id));
        var removed = await db.Write(token => db.Set<PushDevice>().Where(d => d.PersonId == me && d.Id == wanted).ExecuteDeleteAsync(token), ct);
        return removed > 0 ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    // What happened before nobody had asked to be told of.
    private static async Task Mark(XiaoerDb db, ShopId shop, CancellationToken ct)
    {
        if (await db.Set<PushMark>().AnyAsync(m => m.ShopId == shop, ct)) return;
        db.Add(PushMark.At(shop, await db.Set<ShopCursor>().Where(c => c.ShopId == shop).Select(c => c.Last).SingleOrDefaultAsync(ct)));
    }

    private static PushDeviceView View(PushDevice device, Caller caller) =>
        new(device.Id.Value, device.Device, new Uri(device.Endpoint).Host, device.CreatedAt, device.LastSentAt, device.SessionId == caller.Session);

    private static byte[]? Read(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
