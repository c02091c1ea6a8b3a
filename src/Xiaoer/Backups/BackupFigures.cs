using System.Diagnostics.Metrics;

namespace Xiaoer.Backups;

/// <summary>What monitoring sees of backups.</summary>
internal sealed class BackupFigures : IDisposable
{
    private readonly Meter _meter = new("Xiaoer");
    private readonly Counter<long> _failed;
    private readonly TimeProvider _time;

    public BackupFigures(TimeProvider time)
    {
        _time = time;
        _failed = _meter.CreateCounter<long>("xiaoer_backups_failed", description: "Backups that failed");
        _meter.CreateObservableGauge("xiaoer_backup_age", Age, "s", "Age of the last good backup; absent while there is none");
    }

    /// <summary>The moment that the last good backup holds.</summary>
    public DateTimeOffset? LastGoodAt { get; set; }

    public void CountFailure() => _failed.Add(1);

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<double>> Age() => LastGoodAt is { } at ? [new((_time.GetUtcNow() - at).TotalSeconds)] : [];
}
