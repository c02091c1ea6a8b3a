using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;

namespace Xiaoer.Platform.Http;

/// <summary>Refusals as RFC 9457 problems with a stable <c>code</c>. Nothing internal is ever in them.</summary>
internal static class Problem
{
    public static ProblemHttpResult Of(string code, string? text = null, int status = StatusCodes.Status409Conflict) =>
        TypedResults.Problem(Details(code, text, status));

    /// <summary>429 that says when to come back.</summary>
    public static ProblemHttpResult SlowDown(HttpContext http, TimeSpan retryAfter)
    {
        http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(retryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Of("slow_down", "Too many requests. Try again a little later.", StatusCodes.Status429TooManyRequests);
    }

    public static ProblemDetails Details(string code, string? text, int status) => new()
    {
        Status = status,
        Title = text ?? code,
        Type = $"https://xiaoer.dev/problems/{code}",
        Extensions = { ["code"] = code },
    };
}

/// <summary>The one place where an exception becomes an answer.</summary>
internal sealed class ProblemWriter(IProblemDetailsService problems, ILogger<ProblemWriter> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken ct)
    {
        var details = exception switch
        {
            UploadRefused refused => Problem.Details(refused.Code, refused.Message, refused.Status),
            RuleBroken broken => Problem.Details(broken.Code, broken.Message, StatusCodes.Status409Conflict),
            DbUpdateConcurrencyException => ETags.Lost(http),
            BadHttpRequestException bad => Malformed.Details(bad),
            OperationCanceledException when http.RequestAborted.IsCancellationRequested => Problem.Details("aborted", null, StatusCodes.Status499ClientClosedRequest),
            _ when StoreFailure.IsUnfitText(exception) => Problem.Details("bad_text", "A text is too long or holds characters that cannot be kept.", StatusCodes.Status400BadRequest),
            _ when StoreFailure.Is(exception) => Problem.Details("unavailable", "The store cannot be reached or written just now. Try again.", StatusCodes.Status503ServiceUnavailable),
            DbUpdateException race when Races.Is(race) => ETags.Lost(http),
            _ => Problem.Details("internal", "Something went wrong on our side. The trace id finds it in the log.", StatusCodes.Status500InternalServerError),
        };

        if (details.Status == StatusCodes.Status503ServiceUnavailable) http.Response.Headers.RetryAfter = "2";
        if (details.Status >= StatusCodes.Status500InternalServerError)
            log.LogError(exception, "Unhandled error in {Endpoint}, trace {TraceId}", http.GetEndpoint()?.DisplayName, Activity.Current?.Id ?? http.TraceIdentifier);
        if (exception is UploadRefused { RetryAfterSeconds: { } seconds }) http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = details.Status!.Value;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = http, ProblemDetails = details });
    }
}
