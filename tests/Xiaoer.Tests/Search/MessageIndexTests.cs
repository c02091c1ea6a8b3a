using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xiaoer.Conversations;
using Xiaoer.Conversations.Contracts;
using Xiaoer.Conversations.Search;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Database = Xiaoer.Tests.Hosting.Database;

namespace Xiaoer.Tests.Search;

/// <summary>The index is derived: it fills from what is there, goes on where it was killed, and mends itself when it does not fit any more.</summary>
public sealed class MessageIndexTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 20, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Noon); // its own waiting never ends: the indexer works when the test says so
    private XiaoerApp? _app;

    [Theory, BothDatabases]
    public async Task What_was_there_before_the_index_is_read_into_it_with_progress(Database database)
    {
        var shop = await Open(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var visitor = await shop.Asks("很久以前的雨伞");
        for (var i = 0; i < 5; i++) await visitor.Says($"雨伞 {i}");

        await _app!.Services.GetRequiredService<MessageIndexUpkeep>().MakeAnew(TestContext.Current.CancellationToken);
        (await lan.Finds("雨伞")).Items.ShouldBeEmpty();
        await Start();
        var meanwhile = await lan.Finds("雨伞");
        await visitor.Says("雨伞 现在的");
        await ToTheEnd();

        meanwhile.Indexing.ShouldBe(new IndexProgress(6, 6));
        var after = await lan.Finds("雨伞");
        after.Items.Select(h => h.Excerpt.Text).ShouldBe(["雨伞 现在的", "雨伞 4", "雨伞 3", "雨伞 2", "雨伞 1", "雨伞 0", "很久以前的雨伞"]);
        after.Indexing.ShouldBeNull();
    }

    [Theory, BothDatabases]
    public async Task A_message_given_twice_is_in_the_index_once_and_who_was_overtaken_changes_nothing(Database database)
    {
        var shop = await Open(database);
        var index = _app!.Services.GetRequiredService<IMessageIndex>();
        var message = new IndexedMessage(new ShopId(shop.Id), new ConversationId(Guid.CreateVersion7(Noon)), 1, Noon, ["退货", MessageMarks.Shop(new ShopId(shop.Id))]);
        var twin = message with { Sequence = 2 };
        var ct = TestContext.Current.CancellationToken;

        (await index.Add([message, twin], new PlaceMove("test", null, "1"), ct)).ShouldBeTrue();
        (await index.Add([message, twin], new PlaceMove("test", "1", "2"), ct)).ShouldBeTrue();
        (await index.Add([message with { Sequence = 3 }], new PlaceMove("test", "1", "3"), ct)).ShouldBeFalse("somebody else has moved on");

        (await Places(index, message)).Select(p => p.Sequence).ShouldBe([1, 2], ignoreOrder: true);
        (await index.Places(ct))["test"].ShouldBe("2");
    }

    [Theory, BothDatabases]
    public async Task A_thousand_messages_of_one_millisecond_all_find_a_place(Database database)
    {
        var shop = await Open(database);
        var index = _app!.Services.GetRequiredService<IMessageIndex>();
        var first = new IndexedMessage(new ShopId(shop.Id), new ConversationId(Guid.CreateVersion7(Noon)), 1, Noon, ["整点", MessageMarks.Shop(new ShopId(shop.Id))]);
        List<IndexedMessage> many = [.. Enumerable.Range(1, 1000).Select(i => first with { Sequence = i })];
        var ct = TestContext.Current.CancellationToken;

        await index.Add([.. many.Take(600)], new PlaceMove("test", null, "1"), ct);
        await index.Add(many, new PlaceMove("test", "1", "2"), ct);

        (await index.Find(new IndexQuestion(first.Shop, first.Words, [], 0, long.MaxValue, 2000), ct)).Select(p => p.Sequence).Order().ShouldBe(Enumerable.Range(1, 1000).Select(i => (long)i));
    }

    [Theory, BothDatabases]
    public async Task An_event_log_that_does_not_go_back_far_enough_makes_the_index_anew(Database database)
    {
        var shop = await Open(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var visitor = await shop.Asks("蓝色的帽子");
        await ToTheEnd();
        await visitor.Says("红色的帽子");

        await new EventUpkeep(_app!.Services.GetRequiredService<IServiceScopeFactory>(), _clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<EventUpkeep>.Instance)
            .Trim(0, TestContext.Current.CancellationToken);
        await visitor.Says("绿色的帽子");
        await ToTheEnd();

        (await lan.Texts("帽子")).ShouldBe(["绿色的帽子", "红色的帽子", "蓝色的帽子"]);
    }

    [Theory, BothDatabases]
    public async Task What_is_erased_leaves_the_index_and_is_never_shown_meanwhile(Database database)
    {
        var shop = await Open(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var visitor = await shop.Asks("我的身份证在这里");
        await ToTheEnd();
        var hit = (await lan.Finds("身份证")).Items.Single();
        var (ofShop, conversation) = (new ShopId(shop.Id), new ConversationId(hit.ConversationId));

        await _app!.Look(db => db.Write(ct => db.Set<Message>().Where(m => m.ShopId == ofShop && m.ConversationId == conversation && m.Sequence == hit.Sequence).ExecuteDeleteAsync(ct)));
        (await lan.Finds("身份证")).Items.ShouldBeEmpty();
        await _app!.Services.GetRequiredService<MessageIndexUpkeep>().Forget(ofShop, conversation, hit.Sequence, hit.At, TestContext.Current.CancellationToken);

        (await _app!.Services.GetRequiredService<IMessageIndex>().Find(new IndexQuestion(ofShop, [MessageMarks.Conversation(conversation), "身份"], [], 0, long.MaxValue, 10), TestContext.Current.CancellationToken))
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task A_damaged_index_file_is_thrown_away_and_made_anew()
    {
        var folder = Directory.CreateTempSubdirectory("xiaoer-index-").FullName;
        var options = new Xiaoer.Platform.XiaoerOptions { Data = folder };
        await File.WriteAllTextAsync(Path.Join(folder, "search.db"), new string('x', 5000), TestContext.Current.CancellationToken);
        await using var index = new SqliteMessageIndex(options);

        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(() => index.Prepare(TestContext.Current.CancellationToken));
        await index.Prepare(TestContext.Current.CancellationToken);

        (await index.Places(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    public async ValueTask DisposeAsync() => await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);

    private MessageIndexer Indexer => (MessageIndexer)_app!.Services.GetServices<IHostedService>().Single(s => s is MessageIndexer);

    private async Task<TestShop> Open(Database database)
    {
        _app = await XiaoerApp.Start(database, XiaoerApp.Generous, _clock);
        var index = _app.Services.GetRequiredService<IMessageIndex>();
        await Soon.Until(async () => (await index.Places(TestContext.Current.CancellationToken)).GetValueOrDefault(BackfillPlace.Name) == BackfillPlace.Done, "the index is ready");
        return await _app.NewShop();
    }

    private Task<bool> Start() => Indexer.Work(TestContext.Current.CancellationToken);

    private async Task ToTheEnd()
    {
        for (var quiet = 0; quiet < 3;) quiet = await Start() ? 0 : quiet + 1;
    }

    private static Task<IReadOnlyList<IndexedPlace>> Places(IMessageIndex index, IndexedMessage message) =>
        index.Find(new IndexQuestion(message.Shop, message.Words, [], 0, long.MaxValue, 10), TestContext.Current.CancellationToken);
}
