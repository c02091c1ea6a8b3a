using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Tests.Http;

/// <summary>What went wrong on our side is found in the log by what the answer says.</summary>
public class TraceTests
{
    [Fact]
    public async Task The_trace_id_of_a_problem_stands_in_the_log()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite);
        var shop = await app.NewShop();
        await using var shen = await shop.SignsIn("Shen");
        using var lines = new Lines();
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        await app.Look(db => db.Write(ct => db.Database.ExecuteSqlRawAsync("ALTER TABLE orders RENAME TO lost", ct)));

        using var answer = await shen.Api.Send(HttpMethod.Get, $"{shen.Desk}/orders");

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var trace = problem.RootElement.EnumerateObject().Single(p => p.Name.StartsWith("trace", StringComparison.Ordinal)).Value.GetString()!;
        lines.All.ShouldContain(line => line.Contains(trace, StringComparison.Ordinal));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue(formatter(state, exception));

        public void Dispose() { }
    }
}
