using System.Runtime.InteropServices;

namespace Xiaoer.Bench.Wire;

/// <summary>
/// One thread that waits for many sockets: Linux epoll. The load client shares its two cores with the server it measures,
/// so it has no thread pool, no continuation and no allocation a message.
/// </summary>
internal sealed partial class Poller : IDisposable
{
    private const int Add = 1, Readable = 1;
    private readonly int _epoll = Check(EpollCreate(0));
    private readonly Event[] _events = new Event[512];

    public void Watch(nint socket, int tag)
    {
        var wanted = new Event { Events = Readable, Tag = (ulong)tag };
        Check(EpollControl(_epoll, Add, (int)socket, ref wanted));
    }

    /// <summary>Waits at most so long and calls back with the tag of each socket that has something to read or has ended.</summary>
    public void Wait(TimeSpan atMost, Action<int> ready)
    {
        var timeout = new Timespec { Seconds = (long)atMost.TotalSeconds, Nanoseconds = atMost.Ticks % TimeSpan.TicksPerSecond * 100 };
        var count = EpollWait(_epoll, _events, _events.Length, ref timeout, 0);
        for (var i = 0; i < count; i++) ready((int)_events[i].Tag);
    }

    public void Dispose() => _ = CloseFile(_epoll);

    private static int Check(int result) => result >= 0 ? result : throw new IOException($"epoll failed with {Marshal.GetLastPInvokeError()}.");

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct Event
    {
        public uint Events;
        public ulong Tag;
    }

    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int EpollControl(int epoll, int operation, int socket, ref Event wanted);

    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    private static partial int EpollWait(int epoll, [Out] Event[] events, int count, ref Timespec timeout, nint signals);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseFile(int file);
}
