using Microsoft.AspNetCore.Http.HttpResults;
using Xiaoer.Accounts;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Cli.Demo;
using Xiaoer.Conversations.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Cli.Setup;

/// <summary>The first run: whoever started the program names the shop and becomes its owner.</summary>
internal static class SetUpShop
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/setup", State).AllowAnonymous().WithSummary("Whether the installation still waits for its first owner.");
        api.MapPost("/setup", Handle).AllowAnonymous().WithMetadata(SameOriginOnly.Instance).WithSummary("Makes the first shop and its owner.");
    }

    internal static async Task<Ok<SetupState>> State(FirstOwner first, CancellationToken ct) => TypedResults.Ok(new SetupState(await first.Wanted(ct)));

    internal static async Task<Results<Created<SetUpView>, ProblemHttpResult>> Handle(
        SetUpRequest request, HttpContext http, XiaoerDb db, FirstOwner first, AccountsSetup accounts, ShopOpening opening, DemoLoader demo,
        SignInLimits limits, AuditLog audit, Callers callers, XiaoerOptions options, CancellationToken ct)
    {
        if (!limits.Allows(http)) return Problem.SlowDown(http, SignInLimits.Window);
        if (!await first.Wanted(ct)) throw new RuleBroken("setup.done", "This installation has its owner already. Sign in.");
        if (!await first.Knows(request.Token, ct))
        {
            limits.Failed(http);
            return Problem.Of("setup.wrong_token", "This is not the token the program printed at its start.", StatusCodes.Status403Forbidden);
        }

        if (ShopRules.Refuse(new SaveShopRequest(request.ShopName, request.Currency, request.TimeZone, request.Locale)) is { } invalid) return invalid;
        if (!EmailAddress.TryRead(request.Email, out var email)) return Invalid.Of("email", "This is not an e-mail address.");
        AccountsSetup.DemandPassword(request.Password, email);
        var hash = await accounts.Hash(request.Password, ct);

        var (opened, owner) = await db.Write(async token =>
        {
            await first.Take(token);
            await ShopRules.DemandFreeName(db, request.ShopName, null, token);
            var shop = await opening.Open(request.ShopName, request.Currency, request.TimeZone, request.Locale, token);
            var person = await accounts.CreatePerson(request.OwnerName, email, hash, request.Locale, ct: token);
            await accounts.Join(shop.Shop, person, [Role.Owner], [shop.Team], token);
            audit.Note(shop.Shop, person.Value, "shop.set_up", shop.Shop.Value);
            return (shop, person);
        }, ct);
        if (request.WithDemo) await JoinDemo(demo, accounts, owner, ct);
        callers.Forget();

        return TypedResults.Created(
            $"/api/v1/shops/{opened.Shop.Value}", new SetUpView(opened.Shop.Value, opened.Channel.Value, ChannelSetup.Line(Origins.Ours(http, options), opened.Channel.Value)));
    }

    private static async Task JoinDemo(DemoLoader demo, AccountsSetup accounts, PersonId owner, CancellationToken ct)
    {
        await demo.Load(ct);
        await accounts.Join(DemoShop.Shop, owner, [Role.Owner], [DemoShop.Team], ct);
    }
}
