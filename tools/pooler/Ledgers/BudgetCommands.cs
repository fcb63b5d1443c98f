using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Ledger.V1;

namespace CodexPooler.Cli.Ledgers;

internal static class BudgetCommands
{
    private const double MicrosInADollar = 1_000_000;

    public static Command Create() => new("budget", "Budgets of Pools, keys, people and projects") { List(), Set(), Remove() };

    private static Command List() => Verb.Of("list", "List the budgets and how they stand", async (call, cancellationToken) =>
    {
        var budgets = (await call.Ledger.ListBudgetsAsync(new(), cancellationToken: cancellationToken)).Budgets;
        call.Screen.List(budgets, "No budgets are set. Set one: pooler budget set NAME --pool POOL --dollars 100 --per month",
            ["ID", "NAME", "OF", "LIMIT", "USED", "LASTS UNTIL", "WHEN USED UP"], budget =>
            [
                budget.Id, budget.Name, $"{Words.Of(budget.Subject)} {budget.SubjectId}",
                $"{Amount(budget.Metric, budget.Limit)} a {Words.Of(budget.Window)}", $"{budget.State.UsedPercent:0} %",
                Moment.Show(budget.State.ExhaustedAt ?? budget.State.Window.To), budget.Enforced ? "refuse" : "warn",
            ]);
    });

    private static Command Set()
    {
        var name = new Argument<string>("name") { Description = "What you call it; a budget of that name is replaced" };
        var pool = new Option<string?>("--pool") { Description = "The Pool it is for" };
        var key = new Option<string?>("--key") { Description = "The key it is for" };
        var person = new Option<string?>("--person") { Description = "The owner of keys it is for" };
        var project = new Option<string?>("--project") { Description = "The project it is for, as clients name it" };
        var dollars = new Option<double?>("--dollars") { Description = "The most it may cost, estimated" };
        var tokens = new Option<long?>("--tokens") { Description = "The most tokens" };
        var turns = new Option<long?>("--turns") { Description = "The most turns" };
        var per = Words.Option<BudgetWindow>("--per", "The window: a UTC day, a week from Monday, or a month");
        per.DefaultValueFactory = _ => Words.Of(BudgetWindow.Month);
        var enforce = new Option<bool>("--enforce") { Description = "Refuse turns once it is used up, instead of warning only" };
        return Verb.Of("set", "Set a budget", async (call, cancellationToken) =>
        {
            var (subject, id) = Single<Dimension, string>("--pool, --key, --person or --project",
                (Dimension.Pool, call.Get(pool) is { } text ? (await call.Names.PoolAsync(text, cancellationToken)).Id : null),
                (Dimension.Key, call.Get(key) is { } found ? (await call.Names.KeyAsync(found, cancellationToken)).Id : null),
                (Dimension.Person, call.Get(person)), (Dimension.Project, call.Get(project)));
            var (metric, limit) = Single<BudgetMetric, object>("--dollars, --tokens or --turns",
                (BudgetMetric.MicroDollars, call.Get(dollars) is { } money ? (long)Math.Round(money * MicrosInADollar) : null),
                (BudgetMetric.Tokens, call.Get(tokens)), (BudgetMetric.Turns, call.Get(turns)));
            var known = (await call.Ledger.ListBudgetsAsync(new(), cancellationToken: cancellationToken)).Budgets
                .FirstOrDefault(budget => budget.Name == call.Get(name));
            var saved = await call.Ledger.SaveBudgetAsync(
                new Budget
                {
                    Id = known?.Id ?? "",
                    Name = call.Get(name),
                    Subject = subject,
                    SubjectId = id,
                    Metric = metric,
                    Limit = (long)limit,
                    Window = Words.Read<BudgetWindow>(call.Get(per)!),
                    Enforced = call.Get(enforce),
                },
                cancellationToken: cancellationToken);
            call.Screen.Done(saved, $"{saved.Name}: {Amount(metric, saved.Limit)} a {Words.Of(saved.Window)}, "
                + $"{saved.State.UsedPercent:0} % used; when used up, turns are {(saved.Enforced ? "refused" : "still served")}");
        }, name, pool, key, person, project, dollars, tokens, turns, per, enforce);
    }

    private static Command Remove()
    {
        var which = new Argument<string>("budget") { Description = "The budget's name or id" };
        return Verb.Of("remove", "Remove a budget", async (call, cancellationToken) =>
        {
            var found = (await call.Ledger.ListBudgetsAsync(new(), cancellationToken: cancellationToken)).Budgets
                .FirstOrDefault(budget => budget.Name == call.Get(which) || budget.Id == call.Get(which))
                ?? throw new CliException(
                    ExitCode.NotFound, $"There is no budget '{call.Get(which)}'. List them: pooler budget list");
            await call.Ledger.RemoveBudgetAsync(new() { Id = found.Id }, cancellationToken: cancellationToken);
            call.Screen.Done(found, $"{found.Name} is removed");
        }, which);
    }

    private static (T Kind, TValue Value) Single<T, TValue>(string choices, params (T Kind, TValue? Value)[] given)
        where TValue : class
    {
        var named = given.Where(one => one.Value is not null).ToList();
        return named.Count == 1
            ? (named[0].Kind, named[0].Value!)
            : throw new CliException(ExitCode.Usage, $"Give exactly one of {choices}.");
    }

    private static string Amount(BudgetMetric metric, long amount) => metric switch
    {
        BudgetMetric.MicroDollars => $"{amount / MicrosInADollar:0.00} dollars",
        BudgetMetric.Tokens => $"{amount} tokens",
        _ => $"{amount} turns",
    };
}
