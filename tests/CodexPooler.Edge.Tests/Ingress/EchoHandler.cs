using CodexPooler.Edge.Routes;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Tests.Ingress;

/// <summary>Ends the way in: says which route a request took, once the test lets it.</summary>
internal sealed class EchoHandler(HandlerKey key, Func<Task> release) : IEdgeHandler
{
    public HandlerKey Key => key;

    public async Task HandleAsync(EdgeCall call)
    {
        await release().WaitAsync(call.Aborted);
        await call.Context.Response.WriteAsync($"{call.Route.Name} {call.Client} {call.Id}");
    }
}
