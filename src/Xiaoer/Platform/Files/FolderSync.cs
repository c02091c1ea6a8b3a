using System.Runtime.InteropServices;
using System.Text;

namespace Xiaoer.Platform.Files;

/// <summary>
/// A rename survives a power cut once the folder itself is synced. The base library refuses to open folders, so the system is asked directly;
/// Windows does it by itself.
/// </summary>
internal static class FolderSync
{
    public static void Run(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(Encoding.UTF8.GetBytes(folder + "\0"), 0);
        if (handle < 0) throw new IOException($"The folder cannot be opened to be synced (error {Marshal.GetLastPInvokeError()}).");
        try
        {
            if (Sync(handle) != 0) throw new IOException($"The folder cannot be synced (error {Marshal.GetLastPInvokeError()}).");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int handle);
}
