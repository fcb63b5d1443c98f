using System.Globalization;
using System.Net;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Facts;
using Dapr;
using Dapr.Client;

namespace CodexPooler.Routing.Continuity;

/// <summary>
/// Pins in the Dapr state store, each with its own time to live. The store itself knows no order of pins, so each is written only
/// in place of what was read: the etag tells when another router was quicker, and then it is compared again.
/// </summary>
internal sealed class DaprPinStore(DaprClient dapr, PinOptions options, TimeProvider time) : IPinStore
{
    public async Task<PinFact?> FindAsync(PinKey key, CancellationToken cancellationToken)
    {
        var stored = await dapr.GetStateAsync<StoredPin>(
            options.StateStore, NameOf(key), cancellationToken: cancellationToken);
        return stored?.ToFact(key);
    }

    public async Task<IReadOnlyCollection<PinFact>> SaveAsync(
        IReadOnlyCollection<PinFact> pins, CancellationToken cancellationToken)
    {
        var wishes = pins.ToDictionary(pin => NameOf(PinKey.Of(pin)), pin => new PinWish(pin));
        var stronger = new List<PinFact>();
        while (wishes.Count > 0)
        {
            var hasNews = await CompareAsync(wishes, stronger, cancellationToken);
            if (wishes.Count == 0 || await TryWriteAsync([.. wishes], isLastTry: !hasNews, cancellationToken))
                break;
        }

        return stronger;
    }

    /// <summary>Leaves what still has to be written; true when something had changed since it was looked at before.</summary>
    private async Task<bool> CompareAsync(
        Dictionary<string, PinWish> wishes, List<PinFact> stronger, CancellationToken cancellationToken)
    {
        var hasNews = false;
        var held = await dapr.GetBulkStateAsync<StoredPin>(
            options.StateStore, [.. wishes.Keys], cancellationToken: cancellationToken);
        foreach (var item in held)
        {
            var wish = wishes[item.Key];
            hasNews |= wish.ETag != item.ETag;
            wish.ETag = item.ETag;
            if (item.Value?.ToFact(PinKey.Of(wish.Pin)) is not { } stored || FactOrder.Newer(wish.Pin, stored))
                continue;
            wishes.Remove(item.Key);
            if (!stored.Equals(wish.Pin))
                stronger.Add(stored);
        }

        return hasNews;
    }

    // Several are written together but not as one: after a conflict some are there, which the next look tells. A lost race for a
    // key that did not exist is a plain 500 with PostgreSQL; it is a broken store only when nothing has changed meanwhile.
    private async Task<bool> TryWriteAsync(
        List<KeyValuePair<string, PinWish>> wishes, bool isLastTry, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        try
        {
            await dapr.SaveBulkStateAsync(
                options.StateStore, [.. wishes.Select(w => Item(w.Key, w.Value, now))], cancellationToken);
            return true;
        }
        catch (DaprApiException conflict) when (
            !isLastTry && conflict.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.InternalServerError)
        {
            return false;
        }
    }

    private static SaveStateItem<StoredPin> Item(string name, PinWish wish, long now) => new(
        name,
        StoredPin.Of(wish.Pin),
        wish.ETag is { Length: > 0 } etag ? etag : null,
        new StateOptions { Concurrency = ConcurrencyMode.FirstWrite },
        TimeToLive(wish.Pin, now));

    private static string NameOf(PinKey key) => "pin-" + key;

    private static Dictionary<string, string> TimeToLive(PinFact pin, long now) => new()
    {
        ["ttlInSeconds"] = Math.Max(1, (pin.ExpiresAtMs - now) / 1000).ToString(CultureInfo.InvariantCulture),
    };
}
