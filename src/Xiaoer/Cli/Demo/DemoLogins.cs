using System.Security.Cryptography;
using Xiaoer.Platform;

namespace Xiaoer.Cli.Demo;

/// <summary>
/// The demo people's password: made by chance for each installation, so that a demo left behind on a real server is no open door (reliability S-06).
/// Kept in the data folder for its owner to read, and printed at every start.
/// </summary>
internal sealed class DemoLogins(XiaoerOptions options)
{
    private const string Signs = "abcdefghjkmnpqrstuvwxyz23456789";

    public string File => Path.Join(options.DataFolder, "demo-logins.txt");

    public string Make()
    {
        var password = options.DemoPassword ?? string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(Signs, 4)));
        Directory.CreateDirectory(options.DataFolder);
        var access = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(File, access);
        foreach (var person in DemoShop.People) writer.WriteLine($"{person.Email}\t{password}");
        return password;
    }

    /// <summary>The password as it was made, or null where another node or folder made it.</summary>
    public string? Read() => System.IO.File.Exists(File) && System.IO.File.ReadLines(File).FirstOrDefault()?.Split('\t') is [_, var password] ? password : null;

    public void Forget() => System.IO.File.Delete(File);

    /// <summary>Signs the demo shop's <c>identify</c> tokens.</summary>
    public static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
