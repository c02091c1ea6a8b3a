using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Live;

/// <summary>Who hears what. A connection may be in several of them; clients tell repeats by their cursor.</summary>
internal static class Groups
{
    /// <summary>All pages of one visitor.</summary>
    public static string Visitor(VisitorId visitor) => $"v:{visitor.Value:N}";

    /// <summary>All desks of one agent: what is assigned to them.</summary>
    public static string Agent(ShopId shop, PersonId agent) => $"p:{shop.Value:N}:{agent.Value:N}";

    /// <summary>A team's queue: what nobody has taken, and every change of hands.</summary>
    public static string Queue(ShopId shop, TeamId team) => $"q:{shop.Value:N}:{team.Value:N}";

    /// <summary>Desks of those who may look at the shop's customers.</summary>
    public static string Customers(ShopId shop) => $"k:{shop.Value:N}";

    /// <summary>Desks that look at everything of a team.</summary>
    public static string Watchers(ShopId shop, TeamId team) => $"w:{shop.Value:N}:{team.Value:N}";

    /// <summary>Desks that look at who is on the pages a team answers for.</summary>
    public static string Visitors(ShopId shop, TeamId team) => $"s:{shop.Value:N}:{team.Value:N}";

    /// <summary>Desks that have one conversation open while this team has it: handed to another, it leaves those behind that may not follow.</summary>
    public static string Thread(TeamId team, ConversationId conversation) => $"c:{team.Value:N}:{conversation.Value:N}";
}
