using System.Text.Json;
using CodexPooler.Contracts.Events;
using CodexPooler.Edge.Settlement;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Edge.Turns;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Tests.Settlement;

/// <summary>
/// A beginning is written without the description it is read back as: both must have the same fields in one order.
/// </summary>
public sealed class BegunRecordTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void Write_Turn_IsReadAsInterruptedByALostEdge()
    {
        var key = TestDirectory.TeamKey;
        key.Owner = "person-1";
        var turn = new Turn(
            TurnRoute.Responses, TestDirectory.WithKey(key).Caller,
            new() { Model = "gpt-5.5", Effort = "high", ServiceTier = "priority" },
            new(default, null, default, ""),
            new HeaderDictionary { ["originator"] = "codex_exec", [ProjectTags.Header] = "team/atlas" }, Noon, 0);

        var read = Replayed(turn, Noon.AddSeconds(1));

        Text(read).ShouldBe(Text(new()
        {
            TurnId = turn.Id,
            StartedAt = Noon,
            SettledAt = Noon.AddSeconds(1),
            PoolId = "pool-1",
            KeyId = "key-1",
            PersonId = "person-1",
            ModelRequested = "gpt-5.5",
            EffortRequested = "high",
            EffortServed = "high",
            TierRequested = "priority",
            Transport = "sse",
            Route = "backend.responses",
            ClientFamily = "codex_cli",
            ProjectTag = "team/atlas",
            Outcome = TurnOutcome.Interrupted,
            ErrorCode = "edge_lost",
        }));
    }

    [Fact]
    public void Write_BareTurn_IsWhatItsReadingWouldBeWrittenAs()
    {
        var turn = new Turn(
            TurnRoute.Socket, TestDirectory.WithKey().Caller, new() { Model = "gpt-5.5" }, new(default, null, default, ""),
            new HeaderDictionary(), Noon, 0);
        var again = new RecordWriter(start: 0);

        var written = Bytes(turn, Noon);
        TurnRecord.Write(TurnReplay.Read(written), ref again);

        again.End().ToArray().ShouldBe(written);
    }

    private static TurnSettled Replayed(Turn turn, DateTimeOffset now) => TurnReplay.Read(Bytes(turn, now));

    private static byte[] Bytes(Turn turn, DateTimeOffset now)
    {
        var record = new RecordWriter(start: 0);
        BegunRecord.Write(turn, now, ref record);
        return record.End().ToArray();
    }

    private static string Text(TurnSettled turn) => JsonSerializer.Serialize(turn, TurnJson.Default.TurnSettled);
}
