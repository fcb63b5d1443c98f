using CodexPooler.Accounts.Tokens.Vaults;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Tokens.Sealing;

/// <summary>Reads the ring again now and then, so that every replica knows a new key before one of them seals with it.</summary>
internal sealed class KeyRingRefresher(
    KeyRingHolder keys, IOptions<VaultOptions> options, TimeProvider time, ILogger<KeyRingRefresher> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.KeysReloadEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await keys.ReloadAsync(stoppingToken);
            }
            catch (Exception cause) when (cause is KeyRingException or IOException or UnauthorizedAccessException)
            {
                Log.RingKept(logger, cause.Message);
            }
            catch (Exception cause) when (!stoppingToken.IsCancellationRequested)
            {
                Log.ReloadFailed(logger, cause);
            }
        }
    }
}
