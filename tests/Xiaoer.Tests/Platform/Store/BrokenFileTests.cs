using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Tests.Platform.Store;

/// <summary>A file that cannot be the store stops the start with a sentence, and is left as it is (P-14).</summary>
public sealed class BrokenFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xiaoer-test-").FullName;

    [Fact]
    public async Task P14_A_file_that_is_no_database_stops_the_start_and_stays_as_it_is()
    {
        var options = new XiaoerOptions { Data = _folder, Urls = "http://127.0.0.1:0" };
        var content = Enumerable.Repeat((byte)'x', 8192).ToArray();
        await File.WriteAllBytesAsync(options.SqliteFile, content, TestContext.Current.CancellationToken);

        (await Refusal(options)).ShouldContain(options.SqliteFile);

        (await File.ReadAllBytesAsync(options.SqliteFile, TestContext.Current.CancellationToken)).ShouldBe(content);
    }

    [Fact]
    public async Task P14_A_file_that_cannot_be_opened_stops_the_start()
    {
        var options = new XiaoerOptions { Data = _folder, Urls = "http://127.0.0.1:0" };
        Directory.CreateDirectory(options.SqliteFile);

        (await Refusal(options)).ShouldContain(options.SqliteFile);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<string> Refusal(XiaoerOptions options)
    {
        await using var app = Server.Build(options, builder => builder.Logging.ClearProviders());
        return (await Should.ThrowAsync<StartRefused>(() => Server.Prepare(app, TestContext.Current.CancellationToken))).Message;
    }
}
