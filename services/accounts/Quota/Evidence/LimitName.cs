namespace CodexPooler.Accounts.Quota.Evidence;

/// <summary>One name for a limit, whatever surface reported it.</summary>
internal static class LimitName
{
    public const string Account = "account";
    private const string Spark = "codex_bengalfox";

    public static string Fold(string reported)
    {
        var name = reported.Trim().ToLowerInvariant().Replace('-', '_').Replace('.', '_').Replace(' ', '_');
        return name switch
        {
            "" or Account or "codex" or "premium" => Account,
            // The stream, the headers and the usage answer each call this meter something else.
            Spark or "codex_spark" or "gpt_5_3_codex_spark" or "codex_other" => Spark,
            _ => name,
        };
    }
}
