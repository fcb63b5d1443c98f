using System.CommandLine;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Accounts;

internal static class AccountFields
{
    public static FieldOptions<Account> Create() => new FieldOptions<Account>()
        .With<string>("--label", "Name people see", "label", (account, value) => account.Label = value)
        .With<string>("--owner", "Whose account it is; empty for the team's", "owner", (account, value) => account.Owner = value)
        .With(new Option<string[]>("--tag") { Description = "A tag; may be repeated" }, "tags", (account, value) =>
        {
            account.Tags.Clear();
            account.Tags.AddRange(value);
        })
        .With<int>("--reserve", "Percent of each window kept for the owner", "reserve_percent",
            (account, value) => account.ReservePercent = value)
        .With<int>("--weight", "Share among accounts (weighted strategies)", "weight", (account, value) => account.Weight = value)
        .With<int>("--priority", "Lower is served first", "priority", (account, value) => account.Priority = value)
        .With(new Option<string[]>("--owner-hours")
        {
            Description = "Hours, UTC, in which only the owner's turns run, e.g. 22:00-06:00; may be repeated; 'none' for none",
        }, "owner_hours", (account, value) =>
        {
            account.OwnerHours.Clear();
            account.OwnerHours.AddRange(value.Where(hours => hours != "none").Select(OwnerHours.Read));
        })
        .With<int>("--max-concurrency", "Turns at once; 0: no limit", "max_concurrency",
            (account, value) => account.MaxConcurrency = value);
}
