using Microsoft.Extensions.Hosting;

namespace CodexPooler.Accounts.Tokens.Sealing;

/// <summary>Loads the ring before anything is served: without it no credential could be opened.</summary>
internal sealed class KeyRingHolder(IKeyRingSource source) : IHostedLifecycleService
{
    private volatile KeyRing? _ring;

    public KeyRing Ring => _ring ?? throw new KeyRingException("The key ring has not been loaded.");

    /// <summary>A ring that cannot be read leaves the one that is held.</summary>
    public async Task ReloadAsync(CancellationToken cancellationToken) => _ring = await source.LoadAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => ReloadAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
