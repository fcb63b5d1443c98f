using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Routing.Selection;

/// <summary>The candidates of one Pool for one model and route, in a stable order; built once per directory version.</summary>
internal sealed class CandidateView(ViewKey key, Pool pool, Candidate[] candidates)
{
    private readonly Dictionary<string, int> _indices =
        candidates.Select((candidate, place) => (candidate.Account.Id, place)).ToDictionary(p => p.Id, p => p.place);

    public ViewKey Key => key;

    public Pool Pool => pool;

    public Candidate[] Candidates => candidates;

    public required PolicySettings Policy { get; init; }

    public CandidateSlot[] Slots { get; } = [.. candidates.Select(candidate => new CandidateSlot(candidate))];

    /// <summary>Open turns the whole Pool may have; 0 when one of its accounts has no cap.</summary>
    public int Places { get; init; }

    public bool OneCohort { get; init; }

    public bool OnePriority { get; init; }

    public bool OneWeight { get; init; }

    /// <summary>Where round robin goes on.</summary>
    public int Cursor { get; set; }

    public int PlaceOf(string accountId) => _indices.GetValueOrDefault(accountId, -1);
}
