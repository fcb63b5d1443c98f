using CodexPooler.Contracts.Credentials.V1;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>Owns every login under way: asks for device codes, ends what nobody approved, forgets what ended long ago.</summary>
internal sealed class LinkFlowRunner(
    LinkFlows flows, DevicePolling polling, IOptions<LinkingOptions> options, TimeProvider time,
        ILogger<LinkFlowRunner> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new List<Task>();
        try
        {
            await foreach (var flow in flows.Started.ReadAllAsync(stoppingToken))
            {
                running.RemoveAll(task => task.IsCompleted);
                running.Add(RunAsync(flow, stoppingToken));
            }
        }
        finally
        {
            await Task.WhenAll(running);
        }
    }

    private async Task RunAsync(PendingLink flow, CancellationToken stoppingToken)
    {
        try
        {
            await DriveAsync(flow, stoppingToken);
            await Task.Delay(options.Value.KeepEnded, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            flow.Stop(LinkFlow.Types.State.Cancelled, LinkProblems.Stopping);
        }
        catch (Exception cause)
        {
            Log.Broke(logger, cause);
            flow.Fail(LinkProblems.Internal);
        }

        flows.Remove(flow);
    }

    private async Task DriveAsync(PendingLink flow, CancellationToken stoppingToken)
    {
        var left = flow.ExpiresAt - time.GetUtcNow();
        using var expiry = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, expiry.Token, flow.Over);
        try
        {
            if (flow.Device is { } login) await polling.RunAsync(flow, login, patience.Token, stoppingToken);
            else await flow.Ended.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            flow.Stop(LinkFlow.Types.State.Expired, LinkProblems.Expired);
            await flow.Ended.WaitAsync(stoppingToken);
        }
    }
}
