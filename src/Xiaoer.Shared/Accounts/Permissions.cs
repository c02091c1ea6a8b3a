namespace Xiaoer.Shared.Accounts;

/// <summary>
/// The permissions an endpoint can ask for; an API key's scopes are the same words. The console greys out by them,
/// the server decides by them.
/// </summary>
public static class Permissions
{
    public const string ReadConversations = "conversations.read";
    public const string Reply = "conversations.reply";
    /// <summary>Act on conversations of other agents: transfer, resolve, take over; see every team of the shop.</summary>
    public const string LeadConversations = "conversations.lead";
    /// <summary>Take conversations out as files. Every export is audited.</summary>
    public const string ExportConversations = "conversations.export";

    /// <summary>Keep abusive visitors out, and let them in again.</summary>
    public const string BlockVisitors = "visitors.block";
    public const string ReadCustomers = "customers.read";
    public const string WriteCustomers = "customers.write";
    /// <summary>See phone numbers and addresses in full. Every look is audited.</summary>
    public const string UnmaskCustomers = "customers.unmask";
    public const string ReadOrders = "orders.read";
    public const string WriteOrders = "orders.write";
    public const string ReadProducts = "products.read";
    public const string WriteProducts = "products.write";
    /// <summary>Keep the shop's phrases and promotions. One's own phrases take <see cref="Reply"/> alone.</summary>
    public const string ManagePhrases = "phrases.manage";
    /// <summary>Bring whole files in and take them back, of what the same person may write.</summary>
    public const string RunImports = "imports.run";
    public const string ManageChannels = "channels.manage";
    public const string ManagePeople = "people.manage";
    public const string ManageShop = "shop.manage";
    public const string ManageApiKeys = "api_keys.manage";
    public const string ReadAudit = "audit.read";

    public static IReadOnlyList<string> All { get; } =
    [
        ReadConversations, Reply, LeadConversations, ExportConversations, BlockVisitors, ReadCustomers, WriteCustomers, UnmaskCustomers, ReadOrders, WriteOrders,
        ReadProducts, WriteProducts, ManagePhrases, RunImports, ManageChannels, ManagePeople, ManageShop, ManageApiKeys, ReadAudit,
    ];

    private static readonly string[] Reading = [ReadConversations, ReadCustomers, ReadOrders, ReadProducts];
    private static readonly string[] Floor = [ReadOrders, ReadProducts];

    public static IReadOnlyList<string> Of(Role role) => role switch
    {
        Role.Owner => All,
        Role.StoreManager => [.. All.Where(p => p != ManageShop)],
        Role.TeamLead => [.. Reading, Reply, LeadConversations, ExportConversations, BlockVisitors, WriteCustomers, UnmaskCustomers, WriteOrders, ManagePhrases, RunImports],
        Role.Agent => [.. Reading, Reply, WriteCustomers],
        Role.AfterSalesSpecialist => [.. Reading, Reply, WriteCustomers, WriteOrders],
        Role.CrmSpecialist => [ReadCustomers, WriteCustomers, ReadOrders, ReadProducts, ReadConversations, RunImports],
        Role.ProductManager => [ReadProducts, WriteProducts, ReadOrders, RunImports],
        Role.Trainer => Reading,
        Role.Compliance => [.. Reading, ReadAudit],
        Role.Finance or Role.Auditor or Role.DocumentClerk => [ReadOrders, WriteOrders, ReadProducts, ReadCustomers, RunImports],
        Role.Buyer or Role.Warehouse or Role.Picker or Role.Inspector or Role.Packer or Role.Weigher => Floor,
    };
}
