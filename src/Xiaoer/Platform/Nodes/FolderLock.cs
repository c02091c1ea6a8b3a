using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Platform.Nodes;

/// <summary>Where a running server listens and the word that proves a verb runs on the same machine with the right to the folder.</summary>
internal sealed record RunningServer(int Process, string Url, string Token);

/// <summary>
/// One process at a time writes a SQLite folder. The lock is the operating system's, so it ends with the process; <c>server.json</c> beside it tells
/// verbs where to hand their work.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _lock;
    private readonly string _address;

    private FolderLock(FileStream held, string folder) => (_lock, _address) = (held, AddressOf(folder));

    public string Token { get; } = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Takes the folder, or returns null when another process has it.</summary>
    public static FolderLock? TryTake(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            var file = new FileStream(Path.Join(folder, "xiaoer.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new FolderLock(file, folder);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static FolderLock Take(string folder) => TryTake(folder)
        ?? throw new StartRefused($"Another Xiaoer runs on {folder}{(Running(folder) is { } other ? $" (process {other.Process}, {other.Url})" : "")}. Stop it first, or choose another folder with XIAOER_DATA.");

    /// <summary>Tells verbs where this server is. Readable by the owner only: the token is a key to the house.</summary>
    public void Announce(string url)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(_address, options);
        JsonSerializer.Serialize(file, new RunningServer(Environment.ProcessId, url, Token), XiaoerJson.Options);
    }

    /// <summary>The server on this folder, as it last announced itself.</summary>
    public static RunningServer? Running(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<RunningServer>(File.ReadAllText(AddressOf(folder)), XiaoerJson.Options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        File.Delete(_address);
        _lock.Dispose();
    }

    private static string AddressOf(string folder) => Path.Join(folder, "server.json");
}
