using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Queries;

public sealed class TurnLogTests
{
    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task ListAsync_PageByPageWhileTurnsArrive_ShowsEachTurnOnceNewestFirst(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        var turns = Facts.Random(120, seed: 5);
        await rig.WriteAsync(turns);
        var seen = new List<string>();
        var request = new ListTurnsRequest { PageSize = 50 };
        do
        {
            var page = await rig.Log.ListAsync(request, default);
            seen.AddRange(page.Turns.Select(turn => turn.TurnId));
            request.PageToken = page.NextPageToken;
            await rig.WriteAsync(Facts.Turn(100));
        }
        while (request.PageToken.Length > 0);

        seen.ShouldBe(turns.Select(turn => turn.TurnId.ToString("D")).OrderDescending(StringComparer.Ordinal));
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task ListAsync_EveryFilter_NarrowsToWhatItSays(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        var turns = Facts.Random(300, seed: 6);
        await rig.WriteAsync(turns);

        await CountsAsync(new() { KeyId = "key-1" }, turn => turn.KeyId == "key-1");
        await CountsAsync(new() { AccountId = "account-2" }, turn => turn.AccountId == "account-2");
        await CountsAsync(new() { PersonId = "person-0" }, turn => turn.PersonId == "person-0");
        await CountsAsync(new() { Model = "gpt-5.4" }, turn => turn.ModelServed == "gpt-5.4");
        await CountsAsync(new() { Project = "atlas" }, turn => turn.ProjectTag == "atlas");
        await CountsAsync(new() { Outcome = Outcome.Refused }, turn => turn.Outcome == TurnOutcome.Refused);
        await CountsAsync(new() { Outcome = Outcome.Succeeded }, turn => turn.Outcome == TurnOutcome.Succeeded);
        await CountsAsync(new() { ErrorCode = "usage_limit_reached" }, turn => turn.ErrorCode is not null);
        await CountsAsync(new() { PoolId = "pool-0", KeyId = "key-2" }, turn => turn.PoolId == "pool-0" && turn.KeyId == "key-2");
        await CountsAsync(new() { AllowedPoolIds = { "pool-1" } }, turn => turn.PoolId == "pool-1");
        await CountsAsync(new() { AllowedPoolIds = { "pool-1" }, PoolId = "pool-0" }, _ => false);
        var (from, to) = (Facts.Start.AddHours(10), Facts.Start.AddHours(30));
        await CountsAsync(
            new() { Window = new Window { From = Timestamp.FromDateTimeOffset(from), To = Timestamp.FromDateTimeOffset(to) } },
            turn => turn.StartedAt.ToUnixTimeMilliseconds() >= from.ToUnixTimeMilliseconds() && turn.StartedAt < to);

        async Task CountsAsync(ListTurnsRequest request, Func<TurnSettled, bool> matches)
        {
            request.PageSize = 500;
            var found = (await rig.Log.ListAsync(request, default)).Turns.Select(turn => turn.TurnId).ToHashSet();
            found.ShouldBe(turns.Where(matches).Select(turn => turn.TurnId.ToString("D")), ignoreOrder: true);
        }
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task GetAsync_KnownTurn_TellsEverythingAndAnUnpricedTurnHasNoCost(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);
        var turn =
            Facts.Turn() with
            {
                ModelServed = "model-nobody-priced",
                Attempts = [Facts.Attempt(1, Facts.Start, AttemptOutcome.MovedOn), Facts.Attempt(2, Facts.Start)]
            };
        await rig.WriteAsync(turn);

        var detail = await rig.Details.GetAsync(turn.TurnId.ToString(), default);

        detail.Turn.HasCostMicros.ShouldBeFalse();
        detail.Turn.Pricing.ShouldBe(PricingStatus.UnpricedModel);
        detail.Turn.Tokens.CachedInput.ShouldBe(400);
        detail.Turn.Timings.FirstByteMs.ShouldBe(210);
        detail.Turn.Timings.HasFirstOutputMs.ShouldBeFalse();
        detail.Attempts.Select(attempt => attempt.Outcome).ShouldBe(["moved_on", "served"]);
        detail.Entries.ShouldHaveSingleItem().Kind.ShouldBe("settlement");
    }

    [PostgresTheory]
    [ClassData(typeof(EnginesTheoryData))]
    public async Task GetAsync_UnknownTurn_IsNotFound(DatabaseEngine engine)
    {
        await using var rig = await LedgerRig.CreateAsync(engine);

        (await Should.ThrowAsync<RpcException>(() => rig.Details.GetAsync(Guid.CreateVersion7().ToString(), default)))
            .StatusCode.ShouldBe(StatusCode.NotFound);
        (await Should.ThrowAsync<RpcException>(() => rig.Log.ListAsync(new() { PageToken = "nonsense" }, default)))
            .StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }
}
