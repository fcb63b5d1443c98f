using System.Text.Json;

namespace CodexPooler.Accounting.Alerts;

/// <summary>What a webhook receives, as snake_case JSON.</summary>
internal sealed record AlertBody(
    string Rule, string Cause, string Subject, int ThresholdPercent, double ValuePercent, string Message, DateTimeOffset At)
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}
