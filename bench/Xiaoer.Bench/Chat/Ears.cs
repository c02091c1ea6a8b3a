using Xiaoer.Bench.Wire;

namespace Xiaoer.Bench.Chat;

/// <summary>Reads everything that arrives on a room's connections into the run's log.</summary>
internal sealed class Ears : IDisposable
{
    private readonly ChatRoom _room;
    private readonly LoadLog _log;
    private readonly Poller _poller = new();
    private readonly MessageReader[] _readers;
    private readonly Action<int> _ready;

    public Ears(ChatRoom room, LoadLog log)
    {
        (_room, _log, _ready) = (room, log, Ready);
        _readers = new MessageReader[room.Lines.Count];
        for (var i = 0; i < room.Lines.Count; i++)
        {
            var (number, line) = (i, room.Lines[i]);
            _readers[i] = text => room.Wire.Read(line, number, text, log);
            _poller.Watch(line.Handle, i);
        }
    }

    public void Listen(TimeSpan atMost) => _poller.Wait(atMost, _ready);

    public void Dispose() => _poller.Dispose();

    private void Ready(int number)
    {
        var line = _room.Lines[number];
        line.Read(_readers[number]);
        if (line.Ended) throw new IOException($"The server closed connection {number}. {_log.FirstProblem}");
    }
}
