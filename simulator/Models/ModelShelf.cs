namespace CodexPooler.Simulator.Models;

/// <summary>Every model the simulated backend can serve.</summary>
internal static class ModelShelf
{
    private static readonly string[] Long = ["low", "medium", "high", "xhigh", "max"];
    private static readonly string[] Paid = ["plus", "pro", "prolite", "team", "business", "enterprise", "edu"];

    public static IReadOnlyList<ModelTraits> All { get; } =
    [
        new("gpt-6.1-sol") { Lite = true, Efforts = Long, ServiceTiers = ["priority", "ultrafast"], Plans = Paid },
        new("gpt-6-luna") { Lite = true },
        new("gpt-5.6-sol") { Lite = true, Efforts = Long, Plans = Paid },
        new("gpt-5.5"),
        new("gpt-5.4"),
        new("gpt-5.4-mini"),
        new("gpt-5.3-codex-spark")
        {
            ContextWindow = 128_000,
            MeteredLimit = "codex_bengalfox",
            Plans = ["pro", "enterprise"],
        },
        new("codex-auto-review"),
    ];

    private static readonly Dictionary<string, ModelTraits> BySlug = All.ToDictionary(model => model.Slug);

    public static ModelTraits? Find(string slug) => BySlug.GetValueOrDefault(slug);

    public static bool IsOnPlan(string slug, string plan) =>
        Find(slug) is { } model && (model.Plans.Count == 0 || model.Plans.Contains(plan));
}
