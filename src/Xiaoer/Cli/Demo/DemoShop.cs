using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Cli.Demo;

/// <summary>What is fixed about the demo shop 「云上集」: its name, its ids and the people who work there.</summary>
internal static class DemoShop
{
    public const string Name = "云上集";
    public const string Owner = "owner@demo.example";
    public const string Lan = "lan@demo.example";
    public const string Jie = "jie@demo.example";

    /// <summary>The source of everything it holds: orders and what customers are known by.</summary>
    public const string Source = "demo";

    public static readonly ShopId Shop = KnownShops.Demo;
    public static readonly TeamId Team = new(Guid.Parse("019a0000-0000-7000-8000-00000000d002"));
    public static readonly ChannelId Channel = new(Guid.Parse("019a0000-0000-7000-8000-00000000d003"));

    public static IReadOnlyList<DemoPerson> People { get; } =
    [
        new("云姐", Owner, Role.Owner, new PersonId(Guid.Parse("019a0000-0000-7000-8000-00000000d011"))),
        new("兰兰", Lan, Role.Agent, new PersonId(Guid.Parse("019a0000-0000-7000-8000-00000000d012"))),
        new("阿杰", Jie, Role.Agent, new PersonId(Guid.Parse("019a0000-0000-7000-8000-00000000d013"))),
    ];

    public static DemoPerson? Agent(string? code) => code switch { null => null, "lan" => People[1], "jie" => People[2], _ => throw new FormatException(code) };
}

/// <summary>Somebody who works in the demo shop.</summary>
internal sealed record DemoPerson(string Name, string Email, Role Role, PersonId Id);
