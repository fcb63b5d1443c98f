using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Directory;
using CodexPooler.Routing.Limits;
using CodexPooler.Routing.Selection;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Gates;

/// <summary>The hard gates before any account is looked at: Pool, key, policy, kill switches, limits.</summary>
internal static class RequestGate
{
    /// <summary>Finds the Pool and the key, or says why there is none to serve.</summary>
    public static Refusal? Identify(
        DirectorySnapshot directory, SelectRequest request, long now, out Pool? pool, out ApiKey? key)
    {
        key = null;
        if (!directory.Pools.TryGetValue(request.PoolId, out pool))
            return RefusalCatalog.Build(directory.Version == 0 ? RefusalCode.DirectoryNotLoaded : RefusalCode.PoolUnknown, 0, 0);
        if (pool.Status != PoolStatus.Active)
            return RefusalCatalog.Build(RefusalCode.PoolDisabled);
        if (!directory.Keys.TryGetValue(request.KeyId, out key) || key.PoolId != pool.Id)
            return RefusalCatalog.Build(RefusalCode.KeyUnknown);
        if (key.Status != ApiKeyStatus.Active && !HasPauseRunOut(key, now))
            return RefusalCatalog.Build(RefusalCode.KeyDisabled);
        if (key.ExpiresAt is { } expiry && expiry.ToDateTimeOffset().ToUnixTimeMilliseconds() <= now)
            return RefusalCatalog.Build(RefusalCode.KeyExpired);
        return request.KeyEpoch < key.Epoch ? RefusalCatalog.Build(RefusalCode.KeyEpoch) : Policy(key.Policy, request);
    }

    public static LimitRefusal? Limits(RouterState state, TurnRequest turn, LimitShares shares, long now)
    {
        var usage = state.Usage.Of(turn.Key.Id);
        var model = turn.Message.Model;
        // The override for a model replaces the key's default binding; it does not add to it.
        return turn.Key.ModelLimits.TryGetValue(model, out var limits)
            ? LimitGate.Check(limits, usage.ForModel(model), turn.Demand, shares, model, now)
            : LimitGate.Check(turn.Key.Policy?.Limits, usage.Whole, turn.Demand, shares, "", now);
    }

    /// <summary>Near the Pool's capacity a key may hold its max-min share; below that, idle shares are lent.</summary>
    public static bool AboveFairShare(RouterState state, CandidateView view, string keyId, FairnessOptions options)
    {
        if (view.Places == 0)
            return false;
        var load = state.PoolLoad(view.Key.PoolId);
        return load.InFlight + 1 > view.Places * options.LendUpTo
            && load.Of(keyId) + 1 > Math.Max(1, load.FairShare(keyId, view.Places));
    }

    private static bool HasPauseRunOut(ApiKey key, long now) =>
        key is { Status: ApiKeyStatus.Paused, Pause.Until: { } until }
        && until.ToDateTimeOffset().ToUnixTimeMilliseconds() <= now;

    private static Refusal? Policy(KeyPolicy? policy, SelectRequest request)
    {
        if (policy is null)
            return null;
        if (policy.ModelsRestricted && request.Model.Length > 0 && !policy.AllowedModels.Contains(request.Model))
            return RefusalCatalog.Build(RefusalCode.ModelNotAllowed);
        return policy.EffortCeiling.Length > 0 && Efforts.Rank(request.Effort) > Efforts.Rank(policy.EffortCeiling)
            ? RefusalCatalog.Build(RefusalCode.EffortNotAllowed)
            : null;
    }
}
