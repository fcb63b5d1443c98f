using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Turns;

/// <summary>Runs a turn for a client that asked over HTTP.</summary>
internal sealed class TurnRunner(AttemptLoop loop, AttemptRunner attempts)
{
    public async Task RunAsync(HttpContext http, Turn turn)
    {
        using var client = new HttpTurnClient(http, attempts);
        await loop.RunAsync(turn, client);
    }
}
