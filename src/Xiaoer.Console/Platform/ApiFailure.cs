namespace Xiaoer.Web.Platform;

/// <summary>What the server would not or could not do. The sentence for people is a text by <see cref="Code"/>.</summary>
internal sealed class ApiFailure(string code, int status, TimeSpan? retryAfter = null, string? trace = null, Exception? inner = null) : Exception(code, inner)
{
    public const string Network = "network";

    public string Code { get; } = code;
    public int Status { get; } = status;
    public TimeSpan? RetryAfter { get; } = retryAfter;
    public string? Trace { get; } = trace;

    /// <summary>The same request may succeed later without anybody changing it.</summary>
    public bool MayPass => Status is 0 or 408 or 425 or 429 or >= 500;

    public string Say(Texts texts)
    {
        if (Code == "slow_down" && RetryAfter is { } wait) return texts["error.slow_down_for", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))];
        if (texts.Has("error." + Code)) return texts["error." + Code];
        return Status switch
        {
            0 => texts["error.network"],
            400 => texts["error.invalid"],
            401 => texts["error.signed_out"],
            403 => texts["error.forbidden"],
            404 => texts["error.not_found"],
            409 => texts["error.conflict"],
            412 => texts["error.stale"],
            413 => texts["error.too_large"],
            429 => texts["error.slow_down"],
            >= 500 => Trace is null ? texts["error.server"] : texts["error.server_trace", Trace],
            _ => texts["error.unknown", Code],
        };
    }
}
