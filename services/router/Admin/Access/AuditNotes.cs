using System.Text.Json;
using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Routing.Admin.Access;

/// <summary>
/// Notes what an operator is about to do in the one audit log, which accounts keeps. What cannot be noted is not done.
/// </summary>
internal sealed class AuditNotes([FromKeyedServices(RoutingModule.Accounts)] CallInvoker accounts, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async Task RecordAsync(
        OperatorCaller caller, string action, string target, object details, CancellationToken cancellationToken)
    {
        var note = new RecordAuditRequest
        {
            Actor = caller.Name,
            Action = action,
            Target = target,
            Details = JsonSerializer.Serialize(details, Json),
        };
        var limits = new CallOptions(deadline: (time.GetUtcNow() + Patience).UtcDateTime, cancellationToken: cancellationToken);
        try
        {
            await new DirectoryAdmin.DirectoryAdminClient(accounts).RecordAuditAsync(note, limits);
        }
        catch (RpcException cause)
        {
            throw new RpcException(new Status(
                StatusCode.Unavailable, $"Nothing was changed, because the audit log was not written: {cause.Status.Detail}"));
        }
    }
}
