using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Connections;
using Xiaoer.Conversations.Alerts;
using Xiaoer.Conversations.Desk;
using Xiaoer.Conversations.Exports;
using Xiaoer.Conversations.Live;
using Xiaoer.Conversations.MovingIn;
using Xiaoer.Conversations.Posting;
using Xiaoer.Conversations.Ratings;
using Xiaoer.Conversations.Safety;
using Xiaoer.Conversations.Search;
using Xiaoer.Conversations.Views;
using Xiaoer.Conversations.Visitors;
using Xiaoer.Conversations.Widget;
using Xiaoer.Platform;
using Xiaoer.Platform.Http;

namespace Xiaoer.Conversations;

/// <summary>Visitors and agents talk: channels, threads, the queue, the desk, the widget, live updates.</summary>
internal static class ConversationsModule
{
    public static void Add(IServiceCollection services, XiaoerOptions options)
    {
        if (options.UsesPostgres) services.AddSingleton<IMessageStore, PostgresMessageStore>();
        else services.AddSingleton<IMessageStore, SqliteMessageStore>();

        if (options.UsesPostgres) services.AddSingleton<IMessageIndex, PostgresMessageIndex>();
        else services.AddSingleton<IMessageIndex, SqliteMessageIndex>();

        services.AddSingleton<MessageFanout>();
        services.AddSingleton<HubSender>();
        services.AddSingleton<MessageViews>();
        services.AddSingleton<MessageIntake>();
        services.AddSingleton<SafetyCheck>();
        services.AddSingleton<VisitorLimits>();
        services.AddSingleton<VisitorSending>();
        AddRunning<MessagePath>(services);
        AddRunning<MessageLive>(services);
        AddRunning<ConversationLive>(services);
        AddRunning<MarkKeeper>(services);
        AddRunning<VisitorPresence>(services);
        AddRunning<VisitorSweep>(services);
        AddRunning<MessageIndexer>(services);
        services.AddScoped<MessageParts>();
        services.AddScoped<MessageRecall>();
        AddRunning<BlockList>(services);
        services.AddSingleton<OrderParts>();
        services.AddScoped<WidgetLooks>();
        services.AddScoped<VisitorRows>();
        services.AddScoped<Browsing>();
        AlertsOfModule.Add(services);
        services.AddScoped<MessageSearch>();
        services.AddSingleton<Contracts.MessageIndexUpkeep>();
        services.AddScoped<Contracts.ChannelSetup>();
        services.AddScoped<Accounts.Contracts.IColleagueSeats, ColleagueSeats>();
        services.AddScoped<Orders.Contracts.ICustomerConversations, CustomerConversations>();
        services.AddScoped<Customers.Contracts.ICustomerUse, CustomersInConversation>();
        services.AddScoped<ConversationRows>();
        services.AddScoped<ConversationTable>();
        services.AddScoped<ThreadEntries>();
        services.AddScoped<EventReader>();
        services.AddScoped<VisitorThreads>();
        services.AddScoped<VisitorConversations>();
        services.AddScoped<MovedConversations>();
        services.AddScoped<Movers>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, VisitorAuthentication>(VisitorAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder().AddPolicy(VisitorAuthentication.Policy, policy => policy.AddAuthenticationSchemes(VisitorAuthentication.SchemeName).RequireAuthenticatedUser());
    }

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        var shops = api.MapGroup("/shops/{shop:guid}").WithTags("Desk");
        var conversations = shops.MapGroup("/conversations").WithTags("Conversations").RefuseUnknownQuery();
        GetInbox.Map(conversations);
        BulkConversations.Map(conversations);
        ExportConversations.Map(conversations);
        GetConversation.Map(conversations);
        GetEarlier.Map(conversations);
        SaveVisitor.Map(conversations);
        PostMessage.Map(conversations);
        RecallMessage.Map(conversations);
        ClaimConversation.Map(shops, conversations);
        TransferConversation.Map(conversations);
        ResolveConversation.Map(conversations);
        MoveStep.Map(conversations);
        MarkRead.Map(conversations);
        GetEvents.Map(shops);
        GetMentions.Map(shops);
        KeepSeat.Map(shops);
        KeepNotebook.Map(shops);
        SavedViews.Map(shops);
        UploadPicture.Map(shops);
        TrustDomains.Map(shops);
        GetChannels.Map(shops);
        CreateChannel.Map(shops);
        ChangeChannel.Map(shops);
        MoveIn.Map(shops);
        ChangeWidget.Map(shops);
        ListRatings.Map(shops);
        MapVisitors(shops);
        SearchMessages.Map(shops.MapGroup("/search").WithTags("Search").RefuseUnknownQuery());

        AlertsOfModule.Map(api);

        var widget = api.MapGroup("/widget").WithTags("Widget");
        OpenVisit.Map(widget);
        VisitorEndpoints.Map(widget);
        WidgetPages.Map(app);

        app.MapHub<VisitorHub>("/hubs/visitor", WebSocketsOnly);
        app.MapHub<AgentHub>("/hubs/agent", WebSocketsOnly);
    }

    private static void MapVisitors(RouteGroupBuilder shops)
    {
        var visitors = shops.MapGroup("/visitors").WithTags("Visitors").RefuseUnknownQuery();
        ListVisitors.Map(visitors);
        UnmaskVisitor.Map(visitors);
        InviteVisitor.Map(visitors);
        BlockVisitor.Map(shops, visitors);
    }

    // A client that does not read is cut off instead of being remembered: one message and some 10 kB wait for it at most, beside the socket's buffer, for five seconds (FT-25).
    private static void WebSocketsOnly(HttpConnectionDispatcherOptions options)
    {
        options.Transports = HttpTransportType.WebSockets;
        options.ApplicationMaxBufferSize = 64 * 1024;
        options.TransportMaxBufferSize = 4 * 1024;
        options.TransportSendTimeout = TimeSpan.FromSeconds(5);
        options.CloseOnAuthenticationExpiration = true;
    }

    private static void AddRunning<TService>(IServiceCollection services) where TService : class, IHostedService
    {
        services.AddSingleton<TService>();
        services.AddHostedService(provider => provider.GetRequiredService<TService>());
    }
}
