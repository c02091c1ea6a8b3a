using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xiaoer.Accounts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Accounts;

/// <summary>Hashing a password takes long by intention: nobody's message waits for it.</summary>
public sealed class PasswordTurnsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xiaoer-test-").FullName;

    [Fact]
    public async Task While_a_password_is_hashed_everybody_else_writes()
    {
        using var hasher = new SlowHasher();
        await using var app = Server.Build(new XiaoerOptions { Data = _folder, Urls = "http://127.0.0.1:0" }, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<IPasswordHasher<Person>>(hasher);
        });
        await Server.Prepare(app, TestContext.Current.CancellationToken);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var shop = await ShopSeed.Plant(app.Services);
        await using var shen = await Agent.SignsIn(new Uri(app.Urls.First()), shop.People["Shen"].Email, SeededShop.Password, shop.Id);
        var mei = $"{shen.Desk}/people/{shop.People["Mei"].Id}/password";

        foreach (var takesLong in new Func<Task>[]
        {
            () => shen.Api.Post<ShopPersonView>($"{shen.Desk}/people", new AddPersonRequest("Yun", "yun@shop.example", "first-password-7", [Role.Agent], [])),
            () => shen.Api.Post(mei, new ResetPasswordRequest("first-password-7")),
            () => shen.Api.Post("/api/v1/session/password", new ChangePasswordRequest(SeededShop.Password, "another-long-password")),
        })
        {
            hasher.Stop();
            var asked = takesLong();
            await hasher.Begun;

            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            using (await app.Services.GetRequiredService<WriteGate>().EnterRaw(patience.Token)) { }

            hasher.GoOn();
            await asked;
        }

        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Hashes when it is told to go on.</summary>
    private sealed class SlowHasher : IPasswordHasher<Person>, IDisposable
    {
        private readonly PasswordHasher<Person> _real = new(Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 10 }));
        private readonly ManualResetEventSlim _go = new(true);
        private TaskCompletionSource _begun = new();

        public Task Begun => _begun.Task;

        public void Stop()
        {
            _begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _go.Reset();
        }

        public void GoOn() => _go.Set();

        public string HashPassword(Person user, string password)
        {
            _begun.TrySetResult();
            _go.Wait();
            return _real.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword) =>
            _real.VerifyHashedPassword(user, hashedPassword, providedPassword);

        public void Dispose() => _go.Dispose();
    }
}
