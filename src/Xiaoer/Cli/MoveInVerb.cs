using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations;
using Xiaoer.Conversations.MovingIn;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations.MovingIn;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Cli;

/// <summary><c>xiaoer import desk FILE… --shop NAME</c>: brings contacts, conversations and phrases of another desk.</summary>
internal static class MoveInVerb
{
    private const int Shown = 20;

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "One JSON object a line (docs/moving-in.md), or answers of Chatwoot's API. Contacts before conversations." };
        var shop = new Option<string>("--shop") { Description = "The shop's name.", Required = true };
        var channel = new Option<string?>("--channel") { Description = "The channel the conversations go to, by name; without it: the shop's first." };
        var source = new Option<string?>("--source") { Description = "Whose ids the files hold, e.g. zendesk; without it: chatwoot or desk, by the file's name." };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("desk", "Import contacts, conversations and phrases of another customer service desk.") { files, shop, channel, source, json };
        command.SetAction((parsed, ct) => StoreWork.Run([.. parsed.Tokens.Select(t => t.Value)], (context, token) =>
            Run(parsed.GetRequiredValue(files), parsed.GetRequiredValue(shop), parsed.GetValue(channel), parsed.GetValue(source), parsed.GetValue(json), context, token), ct));
        return command;
    }

    private static async Task<int> Run(string[] files, string shopName, string? channelName, string? source, bool json, VerbContext context, CancellationToken ct)
    {
        var services = context.Services;
        var db = services.GetRequiredService<XiaoerDb>();
        if (await services.GetRequiredService<AccountsSetup>().FindShop(shopName, ct) is not { } shop) return await Refuse(context, $"There is no shop {shopName}.");
        Guid? channel = null;
        if (channelName is not null)
        {
            var found = await db.Set<Channel>().AsNoTracking().Where(c => c.ShopId == shop && c.Name == channelName).Select(c => (Guid?)c.Id.Value).FirstOrDefaultAsync(ct);
            if (found is null) return await Refuse(context, $"{shopName} has no channel {channelName}.");
            channel = found;
        }

        var report = MoveInReport.Empty;
        foreach (var path in files.Select(context.PathOf))
        {
            if (!File.Exists(path)) return await Refuse(context, $"There is no file {path}.");
            await using var file = File.OpenRead(path);
            await foreach (var request in MoveInFile.Read(file, source ?? MoveInFile.SourceOf(Path.GetFileName(path)), channel).WithCancellation(ct))
            {
                db.ChangeTracker.Clear();
                report += await services.GetRequiredService<Movers>().Bring(shop, request, null, ct) is { } brought
                    ? brought with { Refused = [.. request.Unread, .. brought.Refused] }
                    : throw new Platform.RuleBroken("channel.unknown", $"{shopName} has no channel yet. Make one under Settings, Channels.");
            }
        }

        await context.Out.WriteLineAsync(json ? JsonSerializer.Serialize(report, XiaoerJson.Options) : Text(report));
        return 0;
    }

    private static string Text(MoveInReport report)
    {
        var refused = report.Refused.Take(Shown).Select(r => $"  {r.What} {r.Id}: {r.Code}");
        var more = report.Refused.Count > Shown ? [$"  … and {report.Refused.Count - Shown} more"] : Array.Empty<string>();
        return string.Join('\n', [Line("contacts", report.Contacts), Line("conversations", report.Conversations), Line("phrases", report.Phrases), $"{report.Refused.Count,8} not taken, or not whole", .. refused, .. more]);
    }

    private static string Line(string what, MoveInCount count) => string.Create(CultureInfo.InvariantCulture, $"{count.Added,8:N0} new {what}, {count.Changed:N0} changed, {count.Same:N0} as they were");

    private static async Task<int> Refuse(VerbContext context, string text)
    {
        await context.Error.WriteLineAsync(text);
        return 2;
    }
}
