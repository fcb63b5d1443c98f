namespace CodexPooler.Routing.Gates;

/// <summary>
/// Model-specific windows carry a limit name that resembles the model's, not equals it: codex_spark, gpt-5.3-codex-spark.
/// </summary>
internal static class LimitNames
{
    public static bool Matches(string limitId, string model)
    {
        var limit = Normalised(limitId);
        return limit switch
        {
            "codex-bengalfox" or "codex-other" => model.Contains("codex-spark", StringComparison.OrdinalIgnoreCase),
            _ => Normalised(model).Contains(limit, StringComparison.Ordinal),
        };
    }

    private static string Normalised(string name) => name.Replace('_', '-').Replace('.', '-').ToLowerInvariant();
}
