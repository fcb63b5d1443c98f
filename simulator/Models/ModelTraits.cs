namespace CodexPooler.Simulator.Models;

/// <summary>What the responses endpoint must know of a model.</summary>
internal sealed record ModelTraits(string Slug)
{
    private static readonly Version AfterV125 = new(0, 126);
    private static readonly Version Any = new(0, 0);

    /// <summary>Responses-Lite: tools and instructions travel inside the input.</summary>
    public bool Lite { get; init; }

    public IReadOnlyList<string> Efforts { get; init; } = ["low", "medium", "high", "xhigh"];

    /// <summary>Oldest client that can read the entry. Clients up to 0.125 throw the whole list away over an effort they do not
    /// know, "max" for one, so the backend leaves such models out of what they get.</summary>
    public Version MinimalClient => Efforts.Contains("max") ? AfterV125 : Any;

    public IReadOnlyList<string> ServiceTiers { get; init; } = ["priority"];

    public int ContextWindow { get; init; } = 272_000;

    /// <summary>Metered limit of its own, e.g. codex_bengalfox; null when it burns the account's windows only.</summary>
    public string? MeteredLimit { get; init; }

    /// <summary>Plans that get the model; empty means every plan.</summary>
    public IReadOnlyList<string> Plans { get; init; } = [];
}
