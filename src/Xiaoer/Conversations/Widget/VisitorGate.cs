using Xiaoer.Conversations.Visitors;
using Xiaoer.Platform.Http;

namespace Xiaoer.Conversations.Widget;

/// <summary>Stands before everything a visitor can ask for: whoever is blocked gets one neutral answer, whatever they ask.</summary>
internal sealed class VisitorGate(BlockList blocks) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return http.Features.Get<Visit>() is { } visit && blocks.Blocks(visit.Shop, visit.Visitor, http.Household().ToString()) ? Refusal() : await next(context);
    }

    public static IResult Refusal() => Problem.Of("blocked", "The chat is not available.", StatusCodes.Status403Forbidden);
}

/// <summary>How often a visitor may do what makes others work: rate, ask for a person, leave contact data, answer an invitation.</summary>
internal sealed class VisitorActs(VisitorLimits limits) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return http.Features.Get<Visit>() is { } visit && limits.Wait(visit.Visitor.Value, http.Household().ToString()) is { } wait ? Problem.SlowDown(http, wait) : await next(context);
    }
}
