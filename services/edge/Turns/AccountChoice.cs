using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Inspection;
using CodexPooler.Edge.Settlement;
using Grpc.Core;
using RefusalMessage = CodexPooler.Contracts.Routing.V1.Refusal;

namespace CodexPooler.Edge.Turns;

/// <summary>Asks the router who serves the next attempt: one call, a lease or a refusal.</summary>
internal sealed class AccountChoice(Router.RouterClient router, LeaseDesk leases, TimeProvider time)
{
    private const int BytesAToken = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ComeBack = TimeSpan.FromSeconds(2);

    // The router hears of a new key from the same stream as this edge, but not in the same moment: it is asked for 1.5 s.
    private const int MostQuestions = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    public async ValueTask<(Lease? Lease, ClientError? Refusal, RefusalMessage? Why)> NextAsync(
        Turn turn, CancellationToken cancellationToken)
    {
        var request = Request(turn);
        var now = time.GetUtcNow();
        try
        {
            for (var question = 1; ; question++)
            {
                var reply = await AskAsync(request, now, cancellationToken);
                if (reply.OutcomeCase == SelectReply.OutcomeOneofCase.Lease) return (reply.Lease, null, null);
                var isBehind = reply.Refusal.Code is RefusalCode.KeyUnknown or RefusalCode.PoolUnknown;
                if (!isBehind || question == MostQuestions)
                    return (null, Refusals.ToClient(reply.Refusal), reply.Refusal);
                await Task.Delay(Pause, time, cancellationToken);
                now = time.GetUtcNow();
            }
        }
        catch (RpcException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return (null, new(ErrorCode.RouterUnavailable) { RetryAfter = ComeBack }, null);
        }
    }

    // A client that leaves does not take the question back: the router may have given a lease already, and a lease that nobody
    // was told of holds its place until it expires.
    private async ValueTask<SelectReply> AskAsync(SelectRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var answer = router.SelectAsync(request, new(deadline: (now + Patience).UtcDateTime)).ResponseAsync;
        try
        {
            return await answer.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            leases.ReturnWhenGiven(answer);
            throw;
        }
    }

    private static SelectRequest Request(Turn turn)
    {
        var pool = turn.Key.Key.PoolId;
        var request = new SelectRequest
        {
            TurnId = turn.Id.ToString(),
            Attempt = turn.Attempts.Count + 1,
            PoolId = pool,
            KeyId = turn.Key.Key.Id,
            KeyEpoch = turn.Key.Key.Epoch,
            Model = turn.Model,
            Effort = turn.Effort,
            ServiceTier = turn.ServiceTier,
            RouteClass = turn.Route.Class,
            Transport = turn.Route.Transport,
            Native = true,
            Stream = turn.Facts.Stream ?? false,
            PromptCacheSeed = turn.Bonds.Seed,
            EstimatedInputTokens = IsText(turn.Route.Class) ? turn.Facts.BodyLength / BytesAToken : 0,
            MaxOutputTokens = turn.Facts.MaxOutputTokens,
            MayLeave = turn.Facts.PreviousResponseId.Length == 0,
            ProjectTag = turn.ProjectTag ?? "",
            TrafficClass = TrafficClasses.Of(turn.Key.Key, turn.Headers),
        };
        request.Continuity.Capacity = turn.Bonds.Keys.Count;
        request.Continuity.Add(turn.Bonds.Keys);
        if (turn.Facts.Input != InputKinds.None) request.InputKinds.Add(Kinds(turn.Facts.Input));
        foreach (var attempt in turn.Attempts)
            request.EarlierAttempts.Add(new EarlierAttempt
            {
                Attempt = attempt.Number,
                AccountId = attempt.Lease.AccountId,
                Fault = attempt.Fault,
            });
        return request;
    }

    // A recording is not made of tokens, nor is the description of a call.
    private static bool IsText(RouteClass route) => route is not (RouteClass.Audio or RouteClass.Realtime);

    private static IEnumerable<InputKind> Kinds(InputKinds kinds)
    {
        if ((kinds & InputKinds.Image) != 0) yield return InputKind.Image;
        if ((kinds & InputKinds.File) != 0) yield return InputKind.File;
        if ((kinds & InputKinds.Audio) != 0) yield return InputKind.Audio;
        if ((kinds & InputKinds.Tools) != 0) yield return InputKind.Tools;
        if ((kinds & InputKinds.Reasoning) != 0) yield return InputKind.Reasoning;
    }
}
