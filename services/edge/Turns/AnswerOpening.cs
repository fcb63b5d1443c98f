using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Upstream;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Turns;

/// <summary>The head of a streamed answer. What it knows is not needed once the answer is under way.</summary>
internal sealed class AnswerOpening(
    AnswerHeaders headers, Turn turn, TurnAttempt attempt, UpstreamAnswer response, ClientStream client, TurnTimeline timeline)
    : IAnswerOpening
{
    public void OnWaiting() => client.Start(this, static (opening, to) => opening.Head(to));

    public void OnCommit()
    {
        // Nothing is sent a second time from here on, and the answer may take minutes.
        if (attempt.Request is { IsSent: true })
        {
            turn.ForgetRequest();
            attempt.Request = null;
        }

        timeline.FirstOutput();
        client.Start(this, static (opening, to) => opening.FullHead(to));
        response.ForgetHeaders();
    }

    private void Head(IHeaderDictionary to) => headers.Write(turn, to);

    private void FullHead(IHeaderDictionary to)
    {
        UpstreamHeaders.CopyResponse(response, to);
        headers.Write(turn, attempt, to);
    }
}
