using CodexPooler.Contracts.Events;

namespace CodexPooler.Bench.Accounting;

/// <summary>Turns as a team of fifty keys on twenty accounts makes them.</summary>
internal sealed class SampleTurns(int seed, DateTimeOffset from, TimeSpan span)
{
    private static readonly string[] Models = ["gpt-5-codex", "gpt-5.1-codex", "gpt-5.4", "gpt-5-mini"];

    private readonly Random _random = new(seed);

    public TurnSettled Next()
    {
        var started = from + span * _random.NextDouble();
        var account = $"0198c0de-0000-7000-8000-0000000000{_random.Next(20):00}";
        var key = _random.Next(50);
        return new TurnSettled
        {
            TurnId = Guid.CreateVersion7(started),
            StartedAt = started,
            SettledAt = started.AddSeconds(8),
            PoolId = $"0198c0de-0000-7000-8000-0000000001{key % 4:00}",
            KeyId = $"0198c0de-0000-7000-8000-0000000002{key:00}",
            PersonId = $"person-{key}",
            AccountId = account,
            ModelRequested = Models[_random.Next(Models.Length)],
            EffortServed = _random.Next(2) == 0 ? "medium" : "high",
            Transport = "sse",
            Route = "backend.responses",
            ClientFamily = "codex_cli",
            ProjectTag = $"project-{_random.Next(12)}",
            Outcome = TurnOutcome.Succeeded,
            HttpStatus = 200,
            Usage = new TokenUsage(20_000 + _random.Next(20_000), 15_000, 0, 500 + _random.Next(1000), 200),
            Timings =
            new TurnTimings { AdmittedMs = 1, SelectedMs = 3, UpstreamHeadersMs = 300, FirstByteMs = 320, TotalMs = 8000 },
            Attempts =
            [
                new TurnAttemptRecord
                {
                    Number = 1, AccountId = account, StartedAt = started, DurationMs = 7990, Outcome = AttemptOutcome.Served,
                        UpstreamStatus = 200,
                },
            ],
        };
    }

    public TurnSettled[] Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];
}
