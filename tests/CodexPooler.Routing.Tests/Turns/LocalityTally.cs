using System.Text.Json;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Tests.Turns;

/// <summary>Where turns went, and what the simulator found cached of them.</summary>
internal sealed class LocalityTally
{
    // Cached prefixes count in steps.
    private const long CacheStep = 128;

    private readonly HashSet<string> _exhausted = [];
    private readonly List<(Conversation Conversation, bool Settles, bool AtHome)> _served = [];
    private readonly Dictionary<Conversation, long> _cacheable = [];

    public IReadOnlySet<string> Exhausted => _exhausted;

    /// <summary>Turns whose first attempt was where their conversation lives.</summary>
    public int SentHome { get; private set; }

    /// <summary>Turns that were served where their conversation lives.</summary>
    public int ServedAtHome { get; private set; }

    /// <summary>Turns repeated on another account after a fault of their own.</summary>
    public int Repeated { get; private set; }

    /// <summary>Conversations that left an account proven exhausted.</summary>
    public int Left { get; private set; }

    /// <summary>Share of all input that a router moving nobody but whom it must would have found cached.</summary>
    public double ExpectedShare { get; private set; }

    public double CachedShare { get; private set; }

    /// <summary>Turns the upstream refused with its usage limit.</summary>
    public int Limited { get; private set; }

    public void Exhaust(string account) => _exhausted.Add(account);

    public void Count(Conversation conversation, IReadOnlyList<Lease> attempts)
    {
        var (first, last) = (attempts[0].AccountId, attempts[^1].AccountId);
        var settles = conversation.Home.Length == 0 || _exhausted.Contains(conversation.Home);
        Left += conversation.Home.Length > 0 && settles ? 1 : 0;
        if (settles)
            conversation.Home = last;
        else
            Repeated += first == last ? 0 : 1;
        SentHome += settles || first == conversation.Home ? 1 : 0;
        ServedAtHome += last == conversation.Home ? 1 : 0;
        _served.Add((conversation, settles, last == conversation.Home));
    }

    /// <summary>The simulator's own count of the turns it served, in the order they came.</summary>
    public void Read(IEnumerable<JsonElement> ledger)
    {
        var (input, cached, expected) = (0L, 0L, 0L);
        var rows = ledger.ToList();
        Limited = rows.Count(row => row.TryGetProperty("error_code", out var code) && code.ValueEquals("usage_limit_reached"));
        var usages = rows.Select(row => row.TryGetProperty("usage", out var usage) ? usage : default)
            .Where(usage => usage.ValueKind == JsonValueKind.Object && usage.GetProperty("input").GetInt64() > 0);
        foreach (var ((conversation, settles, atHome), usage) in _served.Zip(usages))
        {
            var tokens = usage.GetProperty("input").GetInt64();
            input += tokens;
            cached += usage.GetProperty("cached").GetInt64();
            if (atHome && !settles)
                expected += _cacheable[conversation] / CacheStep * CacheStep;
            if (atHome)
                _cacheable[conversation] = tokens;
        }

        (CachedShare, ExpectedShare) = ((double)cached / input, (double)expected / input);
    }
}
