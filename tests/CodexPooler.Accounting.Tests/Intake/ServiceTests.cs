using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Data;
using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.RabbitMq;
using CodexPooler.Testing.Time;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Shouldly;
using Dimension = CodexPooler.Contracts.Ledger.V1.Dimension;

namespace CodexPooler.Accounting.Tests.Intake;

/// <summary>The whole service: messages in over a real broker, questions over real gRPC.</summary>
public sealed class ServiceTests
{
    [RabbitMqFact]
    public Task Service_OnSqlite_CountsParksAndAnswers() => CountsParksAndAnswersAsync(DatabaseEngine.Sqlite);

    [RabbitMqFact]
    public Task Service_OnPostgres_CountsParksAndAnswers() => CountsParksAndAnswersAsync(DatabaseEngine.Postgres);

    private static async Task CountsParksAndAnswersAsync(DatabaseEngine engine)
    {
        var broker = await (await RabbitMqServer.SharedAsync()).CreateVirtualHostAsync();
        await using var service = await AccountingHost.StartAsync(engine, broker);
        await using var publisher = await TurnPublisher.StartAsync(broker);
        using var channel = GrpcChannel.ForAddress(service.GrpcAddress);
        var ledger = new Contracts.Ledger.V1.Ledger.LedgerClient(channel);
        var turns = Facts.Random(300, seed: 12);
        var poison = Facts.Turn() with { TurnId = Guid.NewGuid() };
        var decision = new DecisionMade
        {
            TurnId = turns[0].TurnId,
            Attempt = 1,
            At = turns[0].StartedAt,
            PoolId = "pool-1",
            PolicyVersion = "1",
            Strategy = "bridge_ring",
            Because = "strategy",
            WinnerAccountId = "account-1",
        };

        await publisher.PublishAsync<DecisionMade>([decision]);
        await publisher.PublishAsync<TurnSettled>([.. turns[..150], poison, .. turns[100..]]);
        await Eventually.TrueAsync(async () => (await TotalAsync(ledger)).Turns == 300, "all turns are counted");
        await Eventually.TrueAsync(
            async () => (await ledger.ListParkedAsync(new())).Messages.Count == 1, "the poison message is parked");
        await Eventually.TrueAsync(
            async () =>
            (await ledger.GetTurnAsync(new GetTurnRequest { TurnId = turns[0].TurnId.ToString() })).Decisions.Count == 1,
            "the decision is kept");

        (await TotalAsync(ledger)).Tokens.Input.ShouldBe(turns.Sum(turn => turn.Usage?.Input ?? 0));
        (await ledger.ListTurnsAsync(new ListTurnsRequest { PageSize = 7 })).Turns.Count.ShouldBe(7);
        (await ledger.VerifyAsync(new VerifyRequest { Window = All })).Equal.ShouldBeTrue();
        (await ledger.GetPriceBookAsync(new())).Version.ShouldNotBeEmpty();
        var unknown = await Should.ThrowAsync<RpcException>(
            async () => await ledger.GetTurnAsync(new GetTurnRequest { TurnId = Guid.CreateVersion7().ToString() }));
        unknown.StatusCode.ShouldBe(StatusCode.NotFound);
        var parked = (await ledger.ListParkedAsync(new())).Messages.Single();
        parked.Reason.ShouldContain("not a version 7 UUID");
        (await ledger.ReplayParkedAsync(new ReplayParkedRequest { MessageIds = { "another" } })).Replayed.ShouldBe(0);
        (await ledger.ReplayParkedAsync(new())).Replayed.ShouldBe(1);
        await Eventually.TrueAsync(
            async () => (await ledger.ListParkedAsync(new())).Messages.Count == 1,
            "what still cannot be counted is parked again");
        using var watch = ledger.WatchKeyUsage(new() { Days = 400 });
        (await watch.ResponseStream.MoveNext(default)).ShouldBeTrue();
        watch.ResponseStream.Current.Usage.Sum(usage => usage.Kind == UsageBucketKind.Day ? usage.Turns : 0).ShouldBe(300);
    }

    private static Window All => new()
    {
        From = Timestamp.FromDateTimeOffset(Facts.Start),
        To = Timestamp.FromDateTimeOffset(Facts.Start.AddDays(5)),
    };

    private static async Task<Totals> TotalAsync(Contracts.Ledger.V1.Ledger.LedgerClient ledger) =>
        (await ledger.SummarizeAsync(new SummarizeRequest { Window = All, By = Dimension.Pool })).Total;
}
