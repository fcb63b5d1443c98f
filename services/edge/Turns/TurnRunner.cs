using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Turns;

/// <summary>Runs a turn for a client that asked over HTTP.</summary>
internal sealed class TurnRunner(AttemptLoop loop, AttemptRunner attempts, AnswerHeaders headers)
{
    public Task RunAsync(HttpContext http, Turn turn) => loop.RunAsync(turn, new HttpTurnClient(http, attempts, headers));
}
