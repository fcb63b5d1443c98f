using CodexPooler.Contracts.Ledger.V1;
using Grpc.Core;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>The ledger over gRPC: every watcher hears first what keys have used so far.</summary>
internal sealed class LedgerBook(LedgerBook.Pages pages) : Ledger.LedgerBase
{
    public override async Task WatchKeyUsage(
        WatchKeyUsageRequest request, IServerStreamWriter<KeyUsageUpdate> responseStream, ServerCallContext context)
    {
        var update = new KeyUsageUpdate { CaughtUp = true };
        if (pages.Requests > 0)
            update.Usage.Add(Today(pages.Requests));
        await responseStream.WriteAsync(update, context.CancellationToken);
        await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override Task<TurnDetail> GetTurn(GetTurnRequest request, ServerCallContext context)
    {
        if (!pages.Decisions.TryGetValue(request.TurnId, out var decision))
            throw new RpcException(new Status(StatusCode.NotFound, $"no turn {request.TurnId}"));
        return Task.FromResult(new TurnDetail
        {
            Turn = new Turn { ModelRequested = RouterRig.Model },
            Decisions = { decision },
        });
    }

    private static KeyUsage Today(long requests) => new()
    {
        KeyId = "limited",
        Model = RouterRig.Model,
        Kind = UsageBucketKind.Day,
        BucketIndex = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 86_400,
        Turns = requests,
        Tokens = requests,
    };

    internal sealed class Pages
    {
        /// <summary>Requests of the key <c>limited</c> that were settled today.</summary>
        public long Requests { get; set; }

        /// <summary>Published decisions as accounting keeps them, by turn.</summary>
        public Dictionary<string, string> Decisions { get; } = [];
    }
}
