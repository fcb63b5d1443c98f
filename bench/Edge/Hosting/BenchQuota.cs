using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Bench.Edge.Hosting;

/// <summary>Quota nobody has measured yet: every account has room.</summary>
internal sealed class BenchQuota : Quota.QuotaBase
{
    public override Task<ListQuotaResponse> List(ListQuotaRequest request, ServerCallContext context) =>
        Task.FromResult(new ListQuotaResponse());

    public override Task Watch(
        ListQuotaRequest request, IServerStreamWriter<AccountQuota> responseStream, ServerCallContext context) =>
        Task.Delay(Timeout.Infinite, context.CancellationToken);
}
