using System.CommandLine;
using System.Text.Json;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Cli.Setup;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Cli;

/// <summary><c>xiaoer user add|reset</c>: lets somebody in when nobody can be asked in the console, such as the first owner.</summary>
internal static class UserVerb
{
    public static Command Create()
    {
        var user = new Command("user", "Add a person to a shop, or give one a new password.");
        user.Subcommands.Add(Add());
        user.Subcommands.Add(Reset());
        return user;
    }

    private static Command Add()
    {
        var email = new Argument<string>("email") { Description = "The address the person signs in with." };
        var shop = new Option<string>("--shop") { Required = true, Description = "The shop's name; a shop of this name is created when there is none." };
        var name = new Option<string?>("--name") { Description = "What colleagues see. Default: the address up to the @." };
        var roles = new Option<Role[]>("--role") { AllowMultipleArgumentsPerToken = true, Description = "One or more roles. Default: owner.", CustomParser = Roles };
        var (password, json) = (Password(), Json());
        var command = new Command("add", "Add a person to a shop.") { email, shop, name, roles, password, json };
        command.SetAction((parsed, ct) => Store(parsed, parsed.GetValue(json), async services =>
        {
            var given = parsed.GetValue(roles) is { Length: > 0 } some ? some : [Role.Owner];
            var address = parsed.GetValue(email)!;
            var user = new NewUser(address, parsed.GetValue(name), parsed.GetValue(shop)!, given, parsed.GetValue(password));
            var first = user.Password ?? AccountsSetup.NewPassword();
            AccountsSetup.DemandPassword(first, address);
            var hash = await services.GetRequiredService<AccountsSetup>().Hash(first, ct);
            return await services.GetRequiredService<XiaoerDb>().Write(token => Add(services, user, first, hash, token), ct);
        }, ct));
        return command;
    }

    private static Command Reset()
    {
        var email = new Argument<string>("email") { Description = "The address the person signs in with." };
        var (password, json) = (Password(), Json());
        var command = new Command("reset", "Give a person a new password; whoever is signed in as them is out.") { email, password, json };
        command.SetAction((parsed, ct) => Store(parsed, parsed.GetValue(json), async services =>
        {
            var setup = services.GetRequiredService<AccountsSetup>();
            var address = parsed.GetValue(email)!;
            if (await setup.FindPerson(address, ct) is not { } person) throw new RuleBroken("people.unknown", $"Nobody signs in as {address}.");
            var given = parsed.GetValue(password) ?? AccountsSetup.NewPassword();
            AccountsSetup.DemandPassword(given, address);
            var hash = await setup.Hash(given, ct);
            await services.GetRequiredService<XiaoerDb>().Write(async token =>
            {
                await setup.ResetPassword(person, hash, token);
                services.GetRequiredService<AuditLog>().Note(null, null, "person.password_reset", person.Value);
            }, ct);
            services.GetRequiredService<Callers>().Forget();
            return new UserResult(address, null, null, parsed.GetValue(password) is null ? given : null);
        }, ct));
        return command;
    }

    private static async Task<UserResult> Add(IServiceProvider services, NewUser user, string password, PasswordHash hash, CancellationToken ct)
    {
        var setup = services.GetRequiredService<AccountsSetup>();
        var shop = await setup.FindShop(user.Shop, ct);
        if (shop is null && !user.Roles.Contains(Role.Owner)) throw new RuleBroken("shop.unknown", $"There is no shop {user.Shop}; a new one begins with an owner.");
        var opened = shop is null ? await services.GetRequiredService<ShopOpening>().Open(user.Shop, ct: ct) : null;

        var known = await setup.FindPerson(user.Email, ct);
        if (known is not null && user.Password is not null) throw new RuleBroken("people.email_taken", $"{user.Email} has an account; use: user reset.");
        var person = known ?? await setup.CreatePerson(user.Name ?? user.Email.Split('@')[0], user.Email, hash, ct: ct);
        TeamId[] teams = opened is null ? [] : [opened.Team];
        services.GetRequiredService<AuditLog>().Note(shop ?? opened!.Shop, null, "person.added", person.Value, new { user.Roles, TeamIds = teams.Select(t => t.Value) });
        await setup.Join(shop ?? opened!.Shop, person, user.Roles, teams, ct);
        return new UserResult(user.Email, user.Shop, opened?.Line, known is null && user.Password is null ? password : null);
    }

    private static Task<int> Store(ParseResult parsed, bool json, Func<IServiceProvider, Task<UserResult>> work, CancellationToken ct) =>
        StoreWork.Run([.. parsed.Tokens.Select(t => t.Value)], async (context, _) =>
        {
            var result = await work(context.Services);
            await context.Out.WriteLineAsync(json ? JsonSerializer.Serialize(result, XiaoerJson.Options) : result.Text);
            return 0;
        }, ct);

    private static Option<string?> Password() => new("--password") { Description = "The password. Without it one is made and shown once." };

    private static Option<bool> Json() => new("--json") { Description = "One JSON object on standard output." };

    private static Role[] Roles(System.CommandLine.Parsing.ArgumentResult result)
    {
        var roles = new List<Role>();
        foreach (var word in result.Tokens.SelectMany(t => t.Value.Split(',')))
        {
            var known = Enum.GetValues<Role>().Where(r => JsonNamingPolicy.SnakeCaseLower.ConvertName(r.ToString()) == word).ToList();
            if (known.Count == 0) result.AddError($"There is no role {word}.");
            roles.AddRange(known);
        }

        return [.. roles];
    }

    private sealed record NewUser(string Email, string? Name, string Shop, IReadOnlyList<Role> Roles, string? Password);

    /// <param name="WidgetLine">Of the shop that was opened with this person.</param>
    private sealed record UserResult(string Email, string? Shop, string? WidgetLine, string? Password)
    {
        public bool ShopCreated => WidgetLine is not null;

        [System.Text.Json.Serialization.JsonIgnore]
        public string Text => string.Join('\n', new[]
        {
            WidgetLine is { } line ? $"{Shop} is open, with the team {ShopOpening.FirstTeam}. The line for its pages:\n{line}" : null,
            Shop is null ? $"{Email} has a new password." : $"{Email} can sign in to {Shop}.",
            Password is null ? null : $"Password (shown once): {Password}",
        }.OfType<string>());
    }
}
