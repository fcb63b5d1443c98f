using System.CommandLine;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Keys;

internal static class KeyFields
{
    private const decimal MicroDollars = 1_000_000;
    private const string Never = "never";
    private const string Any = "any";

    public static FieldOptions<ApiKey> Create()
    {
        var fields = new FieldOptions<ApiKey>()
            .With<string>("--expires", $"When it ends, {Moment.Help}; 'never' for never", "expires_at",
                (key, value) => key.ExpiresAt = value == Never ? null : Moment.Read("--expires", value))
            .With<string>("--owner", "Whose turns these are", "owner", (key, value) => key.Owner = value)
            .With<string>("--notes", "For operators only", "notes", (key, value) => key.Notes = value)
            .With(Many("--tag", "A tag; may be repeated"), "tags", (key, value) => Fill(key.Tags, value))
            .With<bool>("--dashboard", "May see its own usage page", "dashboard_access",
                (key, value) => key.DashboardAccess = value)
            .With<bool>("--sees-decisions", "May ask why an account was chosen", "sees_decisions",
                (key, value) => key.SeesDecisions = value)
            .With(Many("--models", "Only these models; 'any' for all there are"), "policy", (key, value) => Restrict(key, value))
            .With<string>("--model", "Serve every turn with this model", "policy",
                (key, value) => Policy(key).EnforcedModel = value)
            .With<string>("--effort-ceiling", "Refuse more effort than this", "policy",
                (key, value) => Policy(key).EffortCeiling = value)
            .With<string>("--effort", "Serve every turn with this effort", "policy",
                (key, value) => Policy(key).EnforcedEffort = value)
            .With<string>("--tier", "Serve every turn in this tier", "policy", (key, value) => Policy(key).EnforcedTier = value)
            .With<bool>("--opportunistic", "Serve its turns only from capacity nobody else asks for", "policy",
                (key, value) => Policy(key).Opportunistic = value);
        return WithMoney(WithCounts(fields)).With(Many("--model-limit", ModelLimits.Help), "model_limits",
            (key, value) => ModelLimits.Apply(key, value));
    }

    private static FieldOptions<ApiKey> WithCounts(FieldOptions<ApiKey> fields) => fields
        .With<long>("--requests-per-minute", "0: no limit", "policy", (key, value) => Limits(key).RequestsPerMinute = value)
        .With<long>("--requests-per-day", "0: no limit", "policy", (key, value) => Limits(key).RequestsPerDay = value)
        .With<long>("--requests-per-week", "0: no limit", "policy", (key, value) => Limits(key).RequestsPerWeek = value)
        .With<long>("--tokens-per-minute", "0: no limit", "policy", (key, value) => Limits(key).TokensPerMinute = value)
        .With<long>("--tokens-per-day", "0: no limit", "policy", (key, value) => Limits(key).TokensPerDay = value)
        .With<long>("--tokens-per-week", "0: no limit", "policy", (key, value) => Limits(key).TokensPerWeek = value)
        .With<long>("--input-tokens", "Largest input of one request", "policy",
            (key, value) => Limits(key).InputTokensPerRequest = value)
        .With<long>("--output-tokens", "Largest output of one request", "policy",
            (key, value) => Limits(key).OutputTokensPerRequest = value)
        .With<int>("--concurrency", "Turns at once", "policy", (key, value) => Limits(key).Concurrency = value);

    private static FieldOptions<ApiKey> WithMoney(FieldOptions<ApiKey> fields) => fields
        .With<decimal>("--dollars-per-day", "0: no limit", "policy",
            (key, value) => Limits(key).MicroDollarsPerDay = (long)(value * MicroDollars))
        .With<decimal>("--dollars-per-week", "0: no limit", "policy",
            (key, value) => Limits(key).MicroDollarsPerWeek = (long)(value * MicroDollars))
        .With<decimal>("--dollars-per-month", "0: no limit", "policy",
            (key, value) => Limits(key).MicroDollarsPerMonth = (long)(value * MicroDollars));

    private static Option<string[]> Many(string name, string description) =>
        new(name) { Description = description, AllowMultipleArgumentsPerToken = true };

    private static KeyPolicy Policy(ApiKey key) => key.Policy ??= new();

    private static KeyLimits Limits(ApiKey key) => Policy(key).Limits ??= new();

    private static void Restrict(ApiKey key, string[] models)
    {
        Policy(key).ModelsRestricted = models is not [Any];
        Fill(Policy(key).AllowedModels, models is [Any] ? [] : models);
    }

    private static void Fill(Google.Protobuf.Collections.RepeatedField<string> field, string[] values)
    {
        field.Clear();
        field.AddRange(
            values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
    }
}
