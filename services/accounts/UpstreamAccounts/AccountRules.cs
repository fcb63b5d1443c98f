using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.UpstreamAccounts;

internal static class AccountRules
{
    private const int MinutesADay = 24 * 60;

    public static void Check(Account account)
    {
        var problems = new FieldProblems();
        problems.Require(account.Label.Length is > 0 and <= 120, "label", "must be 1 to 120 characters");
        problems.Require(account.ReservePercent is >= 0 and <= 100, "reserve_percent", "must be from 0 to 100");
        problems.Require(account.Weight is >= 0 and <= 1000, "weight", "must be from 0 to 1000");
        problems.Require(account.MaxConcurrency >= 0, "max_concurrency", "cannot be negative; 0 means no limit");
        problems.Require(account.Owner.Length <= 160, "owner", "must be at most 160 characters");
        problems.Require(account.Residency.Length <= 64, "residency", "must be at most 64 characters");
        problems.Require(account.Priority is >= -1000 and <= 1000, "priority", "must be from -1000 to 1000");
        problems.Require(account.Tags.Count <= 50, "tags", "must be at most 50");
        problems.Require(account.Tags.All(tag => tag.Length is > 0 and <= 64), "tags", "holds an empty or overlong tag");
        foreach (var hours in account.OwnerHours)
            problems.Require(
                hours.FromMinute is >= 0 and < MinutesADay && hours.ToMinute is > 0 and <= MinutesADay, "owner_hours",
                "must lie within one day, in minutes from 0 to 1440");
        problems.ThrowIfAny();
    }
}
