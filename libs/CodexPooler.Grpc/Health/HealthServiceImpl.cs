using CodexPooler.Grpc.Health;
using Grpc.Core;
using Grpc.Health.V1;

namespace Grpc.HealthCheck;

/// <summary>grpc.health.v1: what each service says of itself, asked once or watched.</summary>
public class HealthServiceImpl : Grpc.Health.V1.Health.HealthBase
{
    private readonly HealthBoard _board = new();

    public void SetStatus(string service, HealthCheckResponse.Types.ServingStatus status)
    {
        ArgumentNullException.ThrowIfNull(service);
        _board.Set(service, status);
    }

    public void ClearStatus(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        _board.Set(service, null);
    }

    public void ClearAll() => _board.Clear();

    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        var status = _board.Get(request.Service)
            ?? throw new RpcException(new Status(
                StatusCode.NotFound, $"No service '{request.Service}' reports its health here."));
        return Task.FromResult(new HealthCheckResponse { Status = status });
    }

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(responseStream);
        ArgumentNullException.ThrowIfNull(context);
        HealthCheckResponse.Types.ServingStatus? told = null;
        while (true)
        {
            var changed = _board.NextChange;
            var status = _board.Get(request.Service) ?? HealthCheckResponse.Types.ServingStatus.ServiceUnknown;
            if (status != told) await responseStream.WriteAsync(new HealthCheckResponse { Status = status });
            told = status;
            await changed.WaitAsync(context.CancellationToken);
        }
    }
}
