namespace CodexPooler.Routing.Gates;

public sealed class QuotaOptions
{
    /// <summary>Evidence older than this no longer proves that there is quota left.</summary>
    public TimeSpan FreshFor { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Serve only accounts with fresh evidence. Off: the others are served last.</summary>
    public bool Required { get; set; }

    /// <summary>Capacity of a plan relative to the smallest paid one, for the strategies that weigh it.</summary>
    public Dictionary<string, double> PlanCapacity { get; set; } = new(StringComparer.OrdinalIgnoreCase)
    {
        ["plus"] = 1,
        ["pro_lite"] = 5,
        ["prolite"] = 5,
    };
}
