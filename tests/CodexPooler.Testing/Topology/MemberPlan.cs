namespace CodexPooler.Testing.Topology;

/// <summary>How a member is started: the same way every time, so that a restarted member is found where it was.</summary>
public sealed record MemberPlan(string Name, string Program, IReadOnlyList<string> Arguments)
{
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Answers 200 when the member is ready.</summary>
    public required Uri Ready { get; init; }
}
