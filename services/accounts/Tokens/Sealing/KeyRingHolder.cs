using Microsoft.Extensions.Hosting;

namespace CodexPooler.Accounts.Tokens.Sealing;

/// <summary>Loads the ring before anything is served: without it no credential could be opened.</summary>
internal sealed class KeyRingHolder(IKeyRingSource source) : IHostedLifecycleService
{
    private KeyRing? _ring;

    public KeyRing Ring => _ring ?? throw new KeyRingException("The key ring has not been loaded.");

    public async Task StartingAsync(CancellationToken cancellationToken) => _ring = await source.LoadAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
