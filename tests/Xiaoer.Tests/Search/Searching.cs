using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Search;

/// <summary>A person who looks for something.</summary>
internal static class Searching
{
    public static Task<MessageHitPage> Finds(this Agent agent, string asked, string more = "") =>
        agent.Api.Get<MessageHitPage>($"{agent.Desk}/search/messages?q={Uri.EscapeDataString(asked)}{more}");

    /// <summary>The texts found, newest first.</summary>
    public static async Task<List<string>> Texts(this Agent agent, string asked, string more = "") => [.. (await agent.Finds(asked, more)).Items.Select(h => h.Excerpt.Text)];

    /// <summary>The index follows within a second: waits until so many are found.</summary>
    public static Task SoonFinds(this Agent agent, string asked, int count, string more = "") =>
        Soon.Until(async () => (await agent.Finds(asked, more)).Items.Count == count, $"{count} hits for {asked}");
}
