using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Tests.Platform;

/// <summary>A setting that cannot work stops the start with its name, before anything is opened.</summary>
public class SettingsTests
{
    [Theory]
    [InlineData("Database", "Hst=db;Username=xiaoer", "XIAOER_DATABASE")]
    [InlineData("Redis", "redis:6379,connectTimeout=soon", "XIAOER_REDIS")]
    [InlineData("Urls", "localhost:5080", "XIAOER_URLS")]
    [InlineData("TrustedProxies", "127.0.0.1, the proxy", "XIAOER_TRUSTEDPROXIES")]
    [InlineData("PublicUrl", "chat.shop.example", "XIAOER_PUBLICURL")]
    [InlineData("Limits:VisitorBurst", "0", "XIAOER_LIMITS__VISITORBURST")]
    public void A_wrong_setting_is_called_by_its_name(string setting, string value, string named)
    {
        var refused = Should.Throw<StartRefused>(() => OptionsReader.Read(new Dictionary<string, string?> { ["Data"] = "none", [setting] = value }));

        refused.Message.ShouldContain(named + ":");
    }

    [Fact]
    public void All_wrong_settings_are_named_at_once()
    {
        var refused = Should.Throw<StartRefused>(() => OptionsReader.Read(new Dictionary<string, string?>
        {
            ["Data"] = "none",
            ["Uploads:Megabytes"] = "0",
            ["Limits:PendingMessages"] = "1",
            ["Urls"] = "nowhere",
        }));

        refused.Message.Split('\n').Length.ShouldBe(4);
    }

    [Fact]
    public void A_settings_file_with_a_comma_too_many_is_called_by_its_name()
    {
        var folder = Directory.CreateTempSubdirectory("xiaoer-test-").FullName;
        File.WriteAllText(Path.Join(folder, "xiaoer.json"), """{"Urls":"http://localhost:5080",,}""");

        var refused = Should.Throw<StartRefused>(() => OptionsReader.Read(new Dictionary<string, string?> { ["Data"] = folder }));

        refused.Message.ShouldContain("xiaoer.json");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void What_the_documents_show_is_fine()
    {
        var options = OptionsReader.Read(new Dictionary<string, string?>
        {
            ["Data"] = "none",
            ["Database"] = "Host=db;Username=xiaoer;Password=x;Database=xiaoer",
            ["Redis"] = "redis:6379",
            ["Urls"] = "http://0.0.0.0:5080;http://[::]:5081",
            ["PublicUrl"] = "https://chat.shop.example",
            ["TrustedProxies"] = "127.0.0.1, 10.0.0.0/8",
            ["Otlp"] = "http://collector:4317",
        });

        options.UsesPostgres.ShouldBeTrue();
    }
}
