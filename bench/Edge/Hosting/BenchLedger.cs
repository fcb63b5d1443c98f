using CodexPooler.Contracts.Ledger.V1;
using Grpc.Core;

namespace CodexPooler.Bench.Edge.Hosting;

/// <summary>A ledger without a past.</summary>
internal sealed class BenchLedger : Ledger.LedgerBase
{
    public override Task WatchKeyUsage(
        WatchKeyUsageRequest request, IServerStreamWriter<KeyUsageUpdate> responseStream, ServerCallContext context) =>
        responseStream.WriteAsync(new KeyUsageUpdate { CaughtUp = true });
}
