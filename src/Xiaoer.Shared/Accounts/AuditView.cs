using System.Text.Json;

namespace Xiaoer.Shared.Accounts;

/// <summary>Who did what to whom, from where.</summary>
public sealed record AuditView(
    Guid Id, DateTimeOffset At, Guid? Actor, string? ActorName, string Action, Guid? Subject, JsonElement? Details, string? Address);
