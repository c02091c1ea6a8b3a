using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xiaoer.Platform.Database;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Tests.Platform.Store;

/// <summary>A store in its first minute knows its tables before PostgreSQL's own collector comes by.</summary>
public class EarlyStatisticsTests
{
    [Fact]
    public async Task A_new_store_finds_one_message_and_one_conversation_by_their_keys()
    {
        Assert.SkipWhen(PostgresTests.Server is null, "no PostgreSQL: XIAOER_TEST_POSTGRES is not set");
        await using var app = await XiaoerApp.Start(Database.Postgres, XiaoerApp.Generous);
        await app.Look(db => db.Database.ExecuteSqlRawAsync(
            "ALTER TABLE messages SET (autovacuum_enabled = false); ALTER TABLE conversations SET (autovacuum_enabled = false)", TestContext.Current.CancellationToken));
        var shop = await app.NewShop();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            await using var visitor = await shop.Arrives();
            for (var i = 0; i < 5; i++) await visitor.Says($"word {i}");
        }));

        await using var hot = await app.Services.GetRequiredService<HotConnections>().Open(TestContext.Current.CancellationToken);
        await Soon.Until(async () => await Plan(hot, "conversations WHERE shop_id = $1 AND id = $2") is ["pk_conversations"], "a conversation is found by its key");
        await Soon.Until(
            async () => await Plan(hot, "messages WHERE shop_id = $1 AND sender_id = $1 AND client_message_id = $3") is ["ix_messages_shop_id_sender_id_client_message_id_conversation_id"],
            "a message is found by its sender's id");
    }

    // What PostgreSQL would do whatever the values: the names of the indexes it would go through.
    private static async Task<string[]> Plan(NpgsqlConnection connection, string from)
    {
        var ct = TestContext.Current.CancellationToken;
#pragma warning disable CA2100 // our own words
        await using (var prepare = new NpgsqlCommand($"PREPARE looked(uuid, uuid, text) AS SELECT 1 FROM {from}", connection)) await prepare.ExecuteNonQueryAsync(ct);
#pragma warning restore CA2100
        await using var explain = new NpgsqlCommand("EXPLAIN EXECUTE looked(NULL, NULL, NULL)", connection);
        List<string> lines = [];
        await using (var rows = await explain.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct)) lines.Add(rows.GetString(0));
        }

        await using var forget = new NpgsqlCommand("DEALLOCATE looked", connection);
        await forget.ExecuteNonQueryAsync(ct);
        return [.. lines.Where(l => l.Contains(" using ", StringComparison.Ordinal)).Select(l => l.Split(" using ")[1].Split(' ')[0])];
    }
}
