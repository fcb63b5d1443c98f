using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Directory;
using CodexPooler.Routing.Facts;
using CodexPooler.Routing.Gates;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Selection;

internal sealed class CandidateViews(RouterState state, RoutingOptions options, string replica)
{
    // A client may ask for any model name; views of names nobody offers must not pile up.
    private const int Kept = 4096;

    // All names nobody offers share one view: a client may ask for any, and each decision kept holds on to its view.
    private const string NotOffered = "(not offered)";

    private readonly Dictionary<ViewKey, CandidateView> _views = [];
    private readonly HashSet<string> _offered = [];
    private bool _everyAccountTells;

    public DirectorySnapshot Directory { get; private set; } = DirectorySnapshot.Empty;

    public void Swap(DirectorySnapshot directory)
    {
        Directory = directory;
        _views.Clear();
        _offered.Clear();
        _offered.UnionWith(directory.Models.Values.SelectMany(account => account.Models).Select(offer => offer.Slug));
        _everyAccountTells = directory.Accounts.Keys.All(directory.Models.ContainsKey);
    }

    public CandidateView Of(Pool pool, string model, RouteClass route)
    {
        var key = new ViewKey(pool.Id, IsNoModel(model, route) ? NotOffered : model, route);
        if (_views.TryGetValue(key, out var view))
            return view;
        if (_views.Count >= Kept)
            _views.Clear();
        return _views[key] = Build(key, pool);
    }

    public bool Offers(string model) => _offered.Contains(model);

    /// <summary>A candidate as a record tells it; what the record does not tell is taken from today's directory.</summary>
    public Candidate ForReplay(CandidateRecord record, DecisionRecord decision, long resetsAt)
    {
        var account = Directory.Accounts.GetValueOrDefault(record.AccountId) ?? new Account { Id = record.AccountId };
        var known = new AccountState(account.Id) { InFlight = record.InFlight };
        var candidate = Build(
            new ViewKey(decision.PoolId, decision.Model, decision.RouteClass), new Membership { Enabled = true }, account, known);
        candidate.Read(CandidateReading.Unread with
        {
            Headroom = (float)record.HeadroomPercent,
            Quota = QuotaState.Precise,
            ResetsAt = resetsAt,
        });
        return candidate;
    }

    private bool IsNoModel(string model, RouteClass route) =>
        _everyAccountTells && CandidateGate.NeedsOffer(model, route) && !_offered.Contains(model);

    private CandidateView Build(ViewKey key, Pool pool)
    {
        var candidates = new List<Candidate>();
        foreach (var membership in Directory.Memberships.Values)
        {
            if (membership.PoolId == pool.Id && Directory.Accounts.TryGetValue(membership.AccountId, out var account))
                candidates.Add(Build(key, membership, account, state.Account(account.Id)));
        }

        candidates.Sort(static (left, right) => string.CompareOrdinal(left.Account.Id, right.Account.Id));
        return new CandidateView(key, pool, [.. candidates])
        {
            Policy = PolicySettings.Of(pool, key.Route, options.Scoring),
            Places = candidates.Exists(c => c.MaxConcurrency == 0) ? 0 : candidates.Sum(c => c.MaxConcurrency),
            OneCohort = candidates.DistinctBy(c => c.Cohort).Count() <= 1,
            OnePriority = candidates.DistinctBy(c => c.Priority).Count() <= 1,
            OneWeight = candidates.TrueForAll(c => c.Weight == 1),
            // Replicas start their rounds at different accounts, so that together they stay even.
            Cursor = candidates.Count == 0 ? 0 : (int)(Hash64.Of(replica + pool.Id) % (ulong)candidates.Count),
        };
    }

    private Candidate Build(ViewKey key, Membership membership, Account account, AccountState known)
    {
        var models = Directory.Models.GetValueOrDefault(account.Id);
        var plan = options.Quota.PlanCapacity.GetValueOrDefault(account.Plan, 1);
        return new Candidate(key, account, membership, models, models?.Models.FirstOrDefault(m => m.Slug == key.Model), known)
        {
            MaxConcurrency = account.MaxConcurrency == 0 ? options.Fairness.AccountConcurrency : account.MaxConcurrency,
            Capacity = plan * Math.Max(account.Weight, 1),
        };
    }
}
