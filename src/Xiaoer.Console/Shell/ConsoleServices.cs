using Xiaoer.Web.Accounts;
using Xiaoer.Web.Alerts;
using Xiaoer.Web.Backups;
using Xiaoer.Web.Conversations;
using Xiaoer.Web.Customers;
using Xiaoer.Web.Imports;
using Xiaoer.Web.Knowledge;
using Xiaoer.Web.Orders;
using Xiaoer.Web.Platform;
using Xiaoer.Web.Search;

namespace Xiaoer.Web.Shell;

/// <summary>Everything the console's components are given. One page, one person: all of it lives as long as the page.</summary>
internal static class ConsoleServices
{
    public static IServiceCollection AddConsole(this IServiceCollection services, Uri root) => services
        .AddSingleton(new ServerTime(TimeProvider.System))
        .AddSingleton<TimeProvider>(s => s.GetRequiredService<ServerTime>())
        .AddSingleton(new HttpClient { BaseAddress = root, Timeout = TimeSpan.FromSeconds(20) })
        .AddSingleton<Api>()
        .AddSingleton<IPage, JsPage>()
        .AddSingleton<Browser>()
        .AddSingleton<Texts>()
        .AddSingleton<Formats>()
        .AddSingleton<Beat>()
        .AddSingleton<Keys>()
        .AddSingleton<Toasts>()
        .AddSingleton<Preferences>()
        .AddSingleton<HubLine>()
        .AddSingleton<AccountsClient>()
        .AddSingleton<Session>()
        .AddSingleton<ConversationsClient>()
        .AddSingleton<VisitorsClient>()
        .AddSingleton<Inbox>()
        .AddSingleton<Outbox>()
        .AddSingleton<Uploads>()
        .AddSingleton<Drafts>()
        .AddSingleton<OpenConversation>()
        .AddSingleton<Seat>()
        .AddSingleton<DeskFeed>()
        .AddSingleton<DeskActions>()
        .AddSingleton<ToComposer>()
        .AddSingleton<Recalls>()
        .AddSingleton<MentionsWatch>()
        .AddSingleton<CustomersClient>()
        .AddSingleton<CustomerChanges>()
        .AddSingleton<Selection>()
        .AddSingleton<DeskViews>()
        .AddSingleton<NotebookDraft>()
        .AddSingleton<OrdersClient>()
        .AddSingleton<SearchClient>()
        .AddSingleton<SearchState>()
        .AddSingleton<PhrasesClient>()
        .AddSingleton<PhraseShelf>()
        .AddSingleton<PhraseAnswers>()
        .AddSingleton<BackupsClient>()
        .AddSingleton<BackupsWatch>()
        .AddSingleton<ImportsClient>()
        .AddSingleton<NotificationsClient>()
        .AddSingleton<MessageSafety>()
        .AddSingleton<Notifications>()
        .AddSingleton<DevicePushes>()
        .AddSingleton<DeskAlarm>();
}
