using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xiaoer.Platform.Database;

namespace Xiaoer.Platform.Http;

/// <summary>Ready means: the store answers.</summary>
internal sealed class StoreHealth(XiaoerDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken ct = default)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
            limit.CancelAfter(TimeSpan.FromSeconds(2));
            return await db.Database.CanConnectAsync(limit.Token) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The store does not answer.");
        }
        catch (OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy("The store does not answer in time.");
        }
    }
}
