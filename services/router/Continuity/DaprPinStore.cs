using System.Globalization;
using CodexPooler.Contracts.Routing.V1;
using Dapr.Client;

namespace CodexPooler.Routing.Continuity;

/// <summary>Pins in the Dapr state store, each with its own time to live; the last writer wins.</summary>
internal sealed class DaprPinStore(DaprClient dapr, PinOptions options, TimeProvider time) : IPinStore
{
    public async Task<PinFact?> FindAsync(PinKey key, CancellationToken cancellationToken)
    {
        var stored = await dapr.GetStateAsync<StoredPin>(
            options.StateStore, NameOf(key), cancellationToken: cancellationToken);
        return stored?.ToFact(key);
    }

    public Task SaveAsync(IReadOnlyCollection<PinFact> pins, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var items = pins.Select(pin => new SaveStateItem<StoredPin>(
            NameOf(PinKey.Of(pin)), StoredPin.Of(pin), Metadata: TimeToLive(pin, now)));
        return dapr.SaveBulkStateAsync(options.StateStore, [.. items], cancellationToken);
    }

    private static string NameOf(PinKey key) => "pin-" + key;

    private static Dictionary<string, string> TimeToLive(PinFact pin, long now) => new()
    {
        ["ttlInSeconds"] = Math.Max(1, (pin.ExpiresAtMs - now) / 1000).ToString(CultureInfo.InvariantCulture),
    };
}
