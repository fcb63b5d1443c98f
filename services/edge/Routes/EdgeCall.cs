using System.Net;
using CodexPooler.Edge.Snapshot;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Routes;

/// <summary>A request that was admitted, on its way to its handler.</summary>
/// <param name="StartedTicks">When it arrived, on the clock's own scale.</param>
internal sealed record EdgeCall(
    HttpContext Context, EdgeRoute Route, string? Id, KeyEntry? Caller, IPAddress? Client, string RequestId,
    DateTimeOffset StartedAt, long StartedTicks)
{
    /// <summary>The key of a route that asks for one.</summary>
    public KeyEntry Key => Caller ?? throw new InvalidOperationException($"route {Route.Name} asks for no key");

    public CancellationToken Aborted => Context.RequestAborted;
}
