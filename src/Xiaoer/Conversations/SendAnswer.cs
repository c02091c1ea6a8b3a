using Xiaoer.Platform.Http;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations;

/// <summary>The same outcome over HTTP that a hub answers with.</summary>
internal static class SendAnswer
{
    public static IResult Of(SendResult result) => result switch
    {
        { Ack: { } ack } => TypedResults.Ok(ack),
        { Code: "not_found" or null } => TypedResults.NotFound(),
        { Code: "slow_down" } => new Later(429, "slow_down", "Too many messages at once.", result.RetryAfterMs ?? 1000),
        { Code: "unavailable" } => new Later(503, "unavailable", "The message could not be stored now.", result.RetryAfterMs ?? 1000),
        { Code: "forbidden" or "blocked" } => Problem.Of(result.Code, null, 403),
        { Code: "too_long" } => Problem.Of("too_long", $"A message has at most {ConversationRules.MaxTextLength} characters.", 400),
        { Code: "bad_text" or "bad_kind" or "bad_content" or "bad_client_message_id" or "empty" or "file_not_found" or "bad_quote" or "order_not_found" } => Problem.Of(result.Code, null, 400),
        _ => Problem.Of(result.Code),
    };

    private sealed class Later(int status, string code, string text, int retryAfterMs) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            http.Response.Headers.RetryAfter = Math.Max(1, retryAfterMs / 1000).ToString(System.Globalization.CultureInfo.InvariantCulture);
            var details = Problem.Details(code, text, status);
            details.Extensions["retry_after_ms"] = retryAfterMs;
            return TypedResults.Problem(details).ExecuteAsync(http);
        }
    }
}
