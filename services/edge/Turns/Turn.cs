using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Inspection;
using CodexPooler.Edge.Settlement;
using CodexPooler.Edge.Snapshot;
using Microsoft.AspNetCore.Http;
using RouterClass = CodexPooler.Contracts.Routing.V1.RouteClass;

namespace CodexPooler.Edge.Turns;

/// <summary>One turn from its acceptance to its settlement.</summary>
internal sealed class Turn(TurnRoute route, KeyEntry key, TurnFacts facts, TurnBody body, IHeaderDictionary headers,
    DateTimeOffset startedAt, long startedTicks)
{
    private TurnBody? _original;
    private TurnBonds? _bonds;
    private IDisposable? _lent;

    public Guid Id { get; } = FreshId.At(startedAt);

    public TurnRoute Route { get; } = route;

    public KeyEntry Key { get; } = key;

    public TurnFacts Facts { get; } = facts;

    public TurnBody Body { get; private set; } = body;

    public IHeaderDictionary Headers { get; } = headers;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public long StartedTicks { get; } = startedTicks;

    /// <summary>What the key's policy makes of it.</summary>
    public TurnPolicy Policy { get; init; } = TurnPolicy.None(facts);

    /// <summary>The model after the key's policy.</summary>
    public string Model => Policy.Model;

    public string Effort => Policy.Effort;

    public string ServiceTier => Policy.ServiceTier;

    /// <summary>What else ties the turn to an account, beside what its facts and headers say.</summary>
    public IReadOnlyList<ContinuityKey> Bound { get; init; } = [];

    public string ClientFamily => field ??= ClientFamilies.Of(Headers);

    /// <summary>What the client wants it charged to.</summary>
    public string? ProjectTag { get; } = ProjectTags.Of(headers);

    public TurnBonds Bonds => _bonds ??= new(this);

    /// <summary>The body before the policy; null where nothing may be left out of it.</summary>
    public TurnBody? Original { get => _original; init => _original = value; }

    /// <summary>
    /// The body with the policy's values and without what the account cannot read; every other byte as it came.
    /// </summary>
    public TurnBody Without(IReadOnlyList<SealedItem> items) =>
        items.Count > 0 && Original is { } original ? Policy.Apply(original, Facts, items) : Body;

    /// <summary>The memory the body was read into, which is the turn's to give back.</summary>
    public IDisposable? Lent { init => _lent = value; }

    public List<TurnAttempt> Attempts { get; } = new(1);

    /// <summary>
    /// Nothing is sent a second time: what only another attempt would need is given back. An answer may take minutes, and memory
    /// that is given back but still known here would stay as long.
    /// </summary>
    public void ForgetRequest()
    {
        var lent = _lent;
        (_lent, _original, _bonds, Body) = (null, null, null, TurnBody.Forgotten);
        lent?.Dispose();
    }
}
