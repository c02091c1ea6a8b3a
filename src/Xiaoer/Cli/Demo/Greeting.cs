using Xiaoer.Platform;

namespace Xiaoer.Cli.Demo;

/// <summary>What the program says when it is ready: where to look and, while there is a demo shop, who can sign in.</summary>
internal static class Greeting
{
    /// <param name="setupToken">Given while nobody can sign in yet. It stands behind the #, so that no server or proxy ever logs it.</param>
    public static async Task Print(IServiceProvider services, TextWriter to, bool serving, string? setupToken, CancellationToken ct)
    {
        var options = services.GetRequiredService<XiaoerOptions>();
        var address = options.Address;
        var demo = await services.GetRequiredService<DemoLoader>().Exists(ct);

        await to.WriteLineAsync();
        await to.WriteLineAsync($"  Xiaoer 店小二");
        if (setupToken is not null) await to.WriteLineAsync($"  开店    Set up     {address}/setup#{setupToken}");
        await to.WriteLineAsync($"  控制台  Console    {address}/");
        if (demo) await to.WriteLineAsync($"  演示店铺 Demo shop  {address}/demo");
        await to.WriteLineAsync($"  接口文档 API docs   {address}/docs");
        if (demo) await PrintLogins(services.GetRequiredService<DemoLogins>(), to);
        if (!serving) await to.WriteLineAsync("\n  启动服务后即可打开 Open them once the server runs: xiaoer serve");
        await to.WriteLineAsync();
    }

    private static async Task PrintLogins(DemoLogins logins, TextWriter to)
    {
        await to.WriteLineAsync();
        if (logins.Read() is not { } password)
        {
            await to.WriteLineAsync("  演示账号的密码保存在创建它的机器上；xiaoer demo --reset 重新生成");
            await to.WriteLineAsync("  The demo password is kept where the demo shop was made; xiaoer demo --reset makes a new one");
            return;
        }

        await to.WriteLineAsync($"  演示账号 Demo logins, password 密码  {password}");
        foreach (var person in DemoShop.People) await to.WriteLineAsync($"    {person.Email,-20} {person.Name}");
        await to.WriteLineAsync($"  保存在 Kept in {logins.File}");
    }
}
