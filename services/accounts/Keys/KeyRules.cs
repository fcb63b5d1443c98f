using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Keys;

internal static class KeyRules
{
    private static readonly string[] Tiers = ["", "auto", "default", "flex", "priority", "scale"];

    public static void Check(ApiKey key, DateTimeOffset now, bool isNew)
    {
        var problems = new FieldProblems();
        problems.Require(key.Name.Length is > 0 and <= 120, "name", "must be 1 to 120 characters");
        problems.Require(key.Notes.Length <= 4000, "notes", "must be at most 4000 characters");
        problems.Require(key.Owner.Length <= 160, "owner", "must be at most 160 characters");
        problems.Require(key.Tags.Count <= 50, "tags", "must be at most 50");
        problems.Require(key.Tags.All(tag => tag.Length is > 0 and <= 64), "tags", "holds an empty or overlong tag");
        if (isNew && key.ExpiresAt is not null)
            problems.Require(key.ExpiresAt.ToDateTimeOffset() > now, "expires_at", "lies in the past");
        Check(key.Policy ?? new(), problems);
        problems.Require(
            key.ModelLimits.Keys.All(model => model.Length is > 0 and <= 255), "model_limits",
            "holds an empty or overlong model");
        foreach (var (model, limits) in key.ModelLimits) Check(limits, $"model_limits.{model}", problems);
        problems.ThrowIfAny();
    }

    private static void Check(KeyPolicy policy, FieldProblems problems)
    {
        var efforts = string.Join(", ", ReasoningEffort.InOrder);
        problems.Require(IsEffort(policy.EffortCeiling), "policy.effort_ceiling", $"must be one of {efforts}");
        problems.Require(IsEffort(policy.EnforcedEffort), "policy.enforced_effort", $"must be one of {efforts}");
        problems.Require(policy.EffortCeiling.Length == 0 || policy.EnforcedEffort.Length == 0, "policy.effort_ceiling",
            "cannot stand beside an enforced effort: one of them decides");
        problems.Require(Tiers.Contains(policy.EnforcedTier, StringComparer.Ordinal), "policy.enforced_tier",
            "must be auto, default, flex, priority or scale");
        problems.Require(policy.AllowedModels.Count == 0 || policy.ModelsRestricted, "policy.allowed_models",
            "is set, but the models are not restricted");
        problems.Require(policy.AllowedModels.All(model => model.Length is > 0 and <= 255), "policy.allowed_models",
            "holds an empty or overlong model");
        if (policy.EnforcedModel.Length > 0 && policy.ModelsRestricted)
            problems.Require(
                policy.AllowedModels.Contains(policy.EnforcedModel), "policy.enforced_model", "is not among the allowed models");
        Check(policy.Limits ?? new(), "policy.limits", problems);
    }

    private static bool IsEffort(string effort) => effort.Length == 0 || ReasoningEffort.IsKnown(effort);

    private static void Check(KeyLimits limits, string at, FieldProblems problems)
    {
        foreach (var field in KeyLimits.Descriptor.Fields.InDeclarationOrder())
            if (Convert.ToInt64(field.Accessor.GetValue(limits), System.Globalization.CultureInfo.InvariantCulture) < 0)
                problems.Add($"{at}.{field.Name}", "cannot be negative; 0 means no limit");
    }
}
