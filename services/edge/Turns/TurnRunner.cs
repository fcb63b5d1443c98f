using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Turns;

/// <summary>Runs a turn for a client that asked over HTTP.</summary>
internal sealed class TurnRunner(AttemptLoop loop, AttemptRunner attempts, AnswerHeaders headers)
{
    public async Task RunAsync(HttpContext http, Turn turn)
    {
        using var client = new HttpTurnClient(http, attempts, headers);
        await loop.RunAsync(turn, client);
    }
}
