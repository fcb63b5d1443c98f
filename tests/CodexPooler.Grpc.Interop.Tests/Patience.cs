namespace CodexPooler.Grpc.Interop.Tests;

/// <summary>How long a test waits for what should come at once.</summary>
internal static class Patience
{
    public static TimeSpan Span { get; } = TimeSpan.FromSeconds(60);

    public static DateTime Deadline => DateTime.UtcNow + Span;
}
