namespace CodexPooler.Standalone.Demo;

/// <summary>Brings the demo up once everything runs, and tells how to use it.</summary>
internal sealed class DemoStart(
    IServiceProvider services, DemoDesk desk, DemoSimulator simulator, DataFolder data,
    TextWriter output) : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        var pool = await desk.PoolAsync(cancellationToken);
        await desk.LinkAsync(pool, cancellationToken);
        var address = ServingAddress.Of(services);
        var access = await DemoAccess.ReadAsync(
            data.Below("demo.json"), cancellationToken) is { ApiKey.Length: > 0, McpToken.Length: > 0 } known
            && await desk.KnowsAsync(pool, known.ApiKey, cancellationToken)
            ? known with { BaseUrl = address, ConsoleUrl = address + "/", SimulatorUrl = simulator.Address.ToString() }
            : new DemoAccess(
                address,
                await desk.CreateKeyAsync(pool, cancellationToken),
                await desk.CreateMcpTokenAsync(cancellationToken),
                address + "/",
                simulator.Address.ToString());
        await access.WriteAsync(data.Below("demo.json"), cancellationToken);
        await output.WriteLineAsync(DemoText.Of(access, data.Below("demo.json")));
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
