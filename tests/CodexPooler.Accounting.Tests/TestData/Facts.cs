using CodexPooler.Contracts.Events;

namespace CodexPooler.Accounting.Tests.TestData;

/// <summary>Settled turns for tests.</summary>
internal static class Facts
{
    /// <summary>Two days before a month ends, so that test data spans days, months and partitions.</summary>
    public static readonly DateTimeOffset Start = new(2026, 3, 30, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] Models = ["gpt-5-codex", "gpt-5.4", "gpt-5-mini-2025-08-07", "model-nobody-priced"];
    private static readonly string?[] Tiers = [null, "auto", "fast", "flex"];
    private static readonly string?[] Efforts = [null, "low", "high"];
    private static readonly string?[] Projects = [null, "atlas", "borealis"];

    public static TurnSettled Turn(double atHours = 0, TokenUsage? usage = null, string key = "key-1", string pool = "pool-1")
    {
        var started = Start.AddHours(atHours);
        return new TurnSettled
        {
            TurnId = Guid.CreateVersion7(started),
            StartedAt = started,
            SettledAt = started.AddSeconds(3),
            PoolId = pool,
            KeyId = key,
            PersonId = "person-1",
            AccountId = "account-1",
            ModelRequested = "gpt-5-codex",
            ModelServed = "gpt-5-codex",
            EffortServed = "medium",
            Transport = "sse",
            Route = "backend.responses",
            ClientFamily = "codex_cli",
            ProjectTag = "atlas",
            Outcome = TurnOutcome.Succeeded,
            HttpStatus = 200,
            Usage = usage ?? new TokenUsage(1000, 400, 0, 200, 50),
            Timings =
            new TurnTimings { AdmittedMs = 1, SelectedMs = 3, UpstreamHeadersMs = 200, FirstByteMs = 210, TotalMs = 3000 },
            Attempts = [Attempt(1, started)],
        };
    }

    public static TurnAttemptRecord Attempt(int number, DateTimeOffset at, AttemptOutcome outcome = AttemptOutcome.Served) =>
        new()
        {
            Number = number,
            AccountId = $"account-{number}",
            StartedAt = at,
            DurationMs = 2900,
            Outcome = outcome,
            UpstreamStatus = 200,
        };

    /// <summary>Turns that differ in everything roll-ups count by, over two days and two months.</summary>
    public static TurnSettled Random(Random random, double fromHour = 0, double hours = 60)
    {
        var turn = Turn(fromHour + random.NextDouble() * hours, null, $"key-{random.Next(5)}", $"pool-{random.Next(2)}");
        var input = random.Next(400_000);
        var output = random.Next(20_000);
        var outcome = (TurnOutcome)random.Next(1, 5);
        var refused = outcome == TurnOutcome.Refused;
        return turn with
        {
            PersonId = random.Next(3) == 0 ? null : $"person-{random.Next(3)}",
            AccountId = refused ? null : $"account-{random.Next(4)}",
            ModelServed = Models[random.Next(Models.Length)],
            TierServed = Tiers[random.Next(Tiers.Length)],
            EffortServed = Efforts[random.Next(Efforts.Length)],
            ProjectTag = Projects[random.Next(Projects.Length)],
            Outcome = outcome,
            ErrorCode = outcome == TurnOutcome.Succeeded ? null : "usage_limit_reached",
            Usage = refused || random.Next(10) == 0
                ? null
                : new TokenUsage(input, random.Next(input + 1), 0, output, random.Next(output + 1)),
            Unpriced = random.Next(10) == 0 ? [new UnpricedQuantity("image", 1)] : [],
            Timings =
            new TurnTimings { FirstByteMs = random.Next(4) == 0 ? null : random.Next(2000), TotalMs = random.Next(60_000) },
            Attempts = refused ? []
            : [.. Enumerable.Range(1, random.Next(1, 4)).Select(number => Attempt(number, turn.StartedAt))],
        };
    }

    public static TurnSettled[] Random(int count, int seed, double fromHour = 0, double hours = 60)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Random(random, fromHour, hours))];
    }
}
