using Xiaoer.Accounts;
using Xiaoer.Backups;
using Xiaoer.Catalog;
using Xiaoer.Cli.Demo;
using Xiaoer.Cli.Setup;
using Xiaoer.Conversations;
using Xiaoer.Customers;
using Xiaoer.Knowledge;
using Xiaoer.Orders;
using Xiaoer.Platform;
using Xiaoer.Platform.Files;

namespace Xiaoer;

/// <summary>The modules in the order of the module map (docs/architecture.md): a module may use those before it.</summary>
internal static class Modules
{
    public static IReadOnlyList<Module> All { get; } =
    [
        new Module("Files", FilesModule.Add, FilesModule.Map),
        new Module("Accounts", AccountsModule.Add, AccountsModule.Map),
        new Module("Catalog", CatalogModule.Add, CatalogModule.Map),
        new Module("Customers", CustomersModule.Add, CustomersModule.Map),
        new Module("Orders", OrdersModule.Add, OrdersModule.Map),
        new Module("Knowledge", KnowledgeModule.Add, KnowledgeModule.Map),
        new Module("Conversations", ConversationsModule.Add, ConversationsModule.Map),
        new Module("Backups", BackupsModule.Add, BackupsModule.Map),
        new Module("Demo", DemoModule.Add, DemoModule.Map),
        new Module("Setup", SetupModule.Add, SetupModule.Map),
    ];
}

/// <summary>What a module adds to the program: its services, and its endpoints under <c>/api/v1</c> or at the root (hubs, pages).</summary>
internal sealed record Module(string Name, Action<IServiceCollection, XiaoerOptions> Add, Action<WebApplication, RouteGroupBuilder> Map);
