using System.Text.Json;
using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Settlement;

namespace CodexPooler.Edge.Tests.Settlement;

/// <summary>What accounting is sent is the JSON of a turn: a replayed turn must be the same there, letter by letter.</summary>
public sealed class TurnRecordTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void Read_EverythingSet_IsTheSameTurn() => Replayed(Full()).ShouldBe(Text(Full()));

    [Fact]
    public void Read_NothingOptionalSet_IsTheSameTurn() => Replayed(Bare()).ShouldBe(Text(Bare()));

    [Theory]
    [InlineData(0, 0.0)]
    [InlineData(63, -0.5)]
    [InlineData(64, 100.0)]
    [InlineData(long.MaxValue, double.Epsilon)]
    [InlineData(long.MinValue, double.MaxValue)]
    public void Read_NumbersOfAnySize_AreTheSame(long number, double percent)
    {
        var turn = Full() with
        {
            Usage = new(number, number, 0, -number, 1),
            Quota = [Full().Quota[0] with { UsedPercent = percent, CredentialGeneration = number, ResetsAt = null }],
        };

        Replayed(turn).ShouldBe(Text(turn));
    }

    [Fact]
    public void Read_TextOfAnyLengthAndScript_IsTheSame()
    {
        foreach (var length in (int[])[0, 1, 63, 64, 200, 9000])
        {
            var turn = Bare() with { ModelRequested = new string('ü', length), ErrorCode = string.Concat("🜁", new string('x', length)) };

            Replayed(turn).ShouldBe(Text(turn));
        }
    }

    [Fact]
    public void Read_JsonOfAnEarlierVersion_IsTheSameTurn()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(Full(), TurnJson.Default.TurnSettled);

        Text(TurnReplay.Read(json)).ShouldBe(Text(Full()));
    }

    [Fact]
    public void Read_RecordOfALaterVersion_IsRefused() =>
        Should.Throw<InvalidDataException>(() => TurnReplay.Read([TurnRecord.Fields + 1, 0, 0]));

    private static string Replayed(TurnSettled turn)
    {
        var record = new RecordWriter(start: 7);
        TurnRecord.Write(turn, ref record);
        return Text(TurnReplay.Read(record.End()[7..]));
    }

    private static string Text(TurnSettled turn) => JsonSerializer.Serialize(turn, TurnJson.Default.TurnSettled);

    private static TurnSettled Bare() => new()
    {
        TurnId = Guid.Parse("0199aaaa-0000-7000-8000-000000000001"),
        StartedAt = Noon,
        SettledAt = Noon.AddSeconds(2),
        PoolId = "pool",
        KeyId = "key",
        ModelRequested = "gpt-5.5",
        Transport = "sse",
        Route = "backend.responses",
        Outcome = TurnOutcome.Interrupted,
    };

    private static TurnSettled Full() => Bare() with
    {
        PersonId = "person",
        AccountId = "account",
        ModelServed = "gpt-5.5-2026",
        EffortRequested = "high",
        EffortServed = "low",
        TierRequested = "priority",
        TierServed = "default",
        ClientFamily = "codex_cli",
        ProjectTag = "team/atlas",
        Outcome = TurnOutcome.Succeeded,
        HttpStatus = 200,
        ErrorCode = "none",
        Usage = new(1200, 1000, 3, 200, 64),
        Unpriced = [new("image", 2), new("web_search", 0)],
        Timings = new()
        {
            AdmittedMs = 1,
            SelectedMs = 2,
            UpstreamHeadersMs = 300,
            FirstByteMs = 301,
            FirstOutputMs = 400,
            TotalMs = 70_000,
        },
        Attempts =
        [
            new()
            {
                Number = 1,
                AccountId = "first",
                StartedAt = Noon,
                DurationMs = 12,
                Outcome = AttemptOutcome.MovedOn,
                UpstreamStatus = 429,
                Fault = "quota",
            },
            new() { Number = 2, AccountId = "account", StartedAt = Noon, DurationMs = 0, Outcome = AttemptOutcome.Served },
        ],
        Quota =
        [
            new()
            {
                AccountId = "account",
                Limit = "account",
                WindowMinutes = 300,
                UsedPercent = 12.25,
                ResetsAt = Noon.AddHours(3),
                ObservedAt = Noon,
                Source = "headers",
                CredentialGeneration = 7,
                Models = ["a", "b"],
            },
        ],
    };
}
