using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Routing.Tests.TestData;

internal sealed class QuotaFeedService(AccountsFeed feed) : Quota.QuotaBase
{
    public override async Task Watch(
        ListQuotaRequest request, IServerStreamWriter<AccountQuota> responseStream, ServerCallContext context)
    {
        await foreach (var quota in feed.Quotas.Reader.ReadAllAsync(context.CancellationToken))
            await responseStream.WriteAsync(quota, context.CancellationToken);
    }
}
