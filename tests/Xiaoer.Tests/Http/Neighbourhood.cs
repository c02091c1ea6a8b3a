using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Xiaoer.Accounts;
using Xiaoer.Platform;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Catalog;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Http;

/// <summary>Two shops on one installation, each with one of everything: who of the one reaches anything of the other?</summary>
internal sealed class Neighbourhood
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);
    private static Neighbourhood? _built;

    public required TestShop Shop { get; init; }
    public required TestShop Other { get; init; }
    public required Agent Owner { get; init; }
    public required Agent OtherOwner { get; init; }
    public required IReadOnlyDictionary<string, Guid> Theirs { get; init; }
    public required Visitor Visitor { get; init; }

    public static async Task<Neighbourhood> Get()
    {
        await OneAtATime.WaitAsync();
        try
        {
            return _built ??= await Build();
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>A program's key with these permissions.</summary>
    public static async Task<string> KeyOf(TestShop shop, params string[] scopes)
    {
        var text = ApiKeyText.New();
        await shop.App.Look(async db =>
        {
            var at = TimeProvider.System.Now();
            db.Add(new ApiKey(new ShopId(shop.Id), new ApiKeyId(TimeProvider.System.NewId()), "test", text.Prefix, Secrets.Hash(text.Secret), new PersonId(shop.Seeded.People["Shen"].Id), at)
            {
                Scopes = [.. scopes],
            });
            return await db.SaveChangesAsync();
        });
        return text.ToString();
    }

    public static Api With(XiaoerApp app, string bearer) =>
        app.Anonymous(http => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer));

    private static async Task<Neighbourhood> Build()
    {
        var shop = await TestShop.On(Database.Sqlite);
        var other = await TestShop.On(Database.Sqlite);
        var theirs = await other.SignsIn("Shen");
        var visitor = await other.Asks("private to the other shop");
        return new Neighbourhood
        {
            Shop = shop,
            Other = other,
            Owner = await shop.SignsIn("Shen"),
            OtherOwner = theirs,
            Visitor = await shop.Asks("in our own shop"),
            Theirs = new Dictionary<string, Guid>
            {
                ["conversations"] = visitor.Conversation,
                ["visitors"] = visitor.Id,
                ["customers"] = await Put(theirs, "customers", new PutCustomerRequest("Neighbour", null, null, null)),
                ["products"] = await Put(theirs, "products", new PutProductRequest("Pot", null, null, null, Money.Cny(100), null)),
                ["orders"] = await Put(theirs, "orders", AnyOrder),
                ["phrases"] = (await theirs.Api.Post<PhraseView>($"{theirs.Desk}/phrases", new SavePhraseRequest(PhraseScope.Shop, null, null, "hy", "Welcome", null))).Id,
                ["promotions"] = (await theirs.Api.Post<PromotionView>($"{theirs.Desk}/promotions", AnyPromotion)).Id,
                ["people"] = other.Seeded.People["Lan"].Id,
                ["teams"] = other.Seeded.Sales,
            },
        };
    }

    public static SavePromotionRequest AnyPromotion { get; } = new("Sale", new DateTimeOffset(2026, 11, 10, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 12, 0, 0, 0, TimeSpan.Zero));

    public static PutOrderRequest AnyOrder { get; } = new(
        null, TradeStatus.Paid, PaymentStatus.Paid, new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), null, [new PutOrderItemRequest("S-1", "Pot", 1, Money.Cny(100))]);

    private static async Task<Guid> Put(Agent owner, string what, object body)
    {
        using var answer = await Api.Accepted(await owner.Api.Send(HttpMethod.Put, $"{owner.Desk}/{what}/by-external-id/x-1", body));
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Created);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return json.RootElement.GetProperty("id").GetGuid();
    }
}
