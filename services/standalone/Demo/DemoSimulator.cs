using CodexPooler.ServiceDefaults.Startup;
using CodexPooler.Simulator;

namespace CodexPooler.Standalone.Demo;

/// <summary>The simulated backend, up before anything asks it and away after everything.</summary>
internal sealed class DemoSimulator(int port) : IHostedLifecycleService, IAsyncDisposable
{
    private SimulatorHost? _host;

    public Uri Address { get; } = new($"http://127.0.0.1:{port}/");

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            _host = await SimulatorHost.StartAsync(options => options.Port = port, cancellationToken);
        }
        catch (IOException cause)
        {
            throw new StartupException(new StartupProblem(
                $"The demo's simulator cannot listen on {Address}: {cause.Message}",
                "--simulator-port, Standalone:SimulatorPort",
                "Stop the program that uses the port, or choose another with --simulator-port"), cause);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => DisposeAsync().AsTask();

    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _host, null)?.DisposeAsync() ?? default;
}
