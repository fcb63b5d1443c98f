using System.Net;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.Tests.TestData;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Routing.Tests.Turns;

/// <summary>
/// 500 turns of 50 conversations over 5 accounts, through edge and router to the simulator, which warms a cache for each account
/// and conversation. The router's clock moves four seconds a turn, so that a cool-down lasts as many turns as it would.
/// </summary>
internal sealed class LocalityRun
{
    public const int Turns = 500;
    private const int Accounts = 5;
    private const int PolledEvery = 15;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(4);

    private readonly ManualTimeProvider _time = new(DateTimeOffset.UtcNow);
    private readonly Conversation[] _conversations = [.. Enumerable.Range(0, 50).Select(i => new Conversation(i))];
    private TurnRig _rig = null!;
    private int _faults;

    public Action<Pool> Policy { get; init; } = _ => { };

    /// <summary>Every so many turns the next one meets a fault on the account it is sent to.</summary>
    public required int FaultEvery { get; init; }

    /// <summary>The turn before which the account of its conversation uses up its quota.</summary>
    public int ExhaustedAt { get; init; } = -1;

    public LocalityTally Tally { get; } = new();

    public IEnumerable<string> Homes => _conversations.Select(c => c.Home).Distinct();

    public async Task<LocalityTally> RunAsync()
    {
        var directory = new DirectoryBuilder().Accounts(Accounts);
        Policy(directory.Pool);
        await using var rig = _rig = await TurnRig.StartAsync(directory, _time);
        for (var i = 0; i < Accounts; i++)
            await rig.ControlAsync("accounts", new { id = DirectoryBuilder.Name(i), plan = "pro" });
        for (var turn = 0; turn < Turns; turn++)
            await TurnAsync(turn, _conversations[turn % _conversations.Length]);
        Tally.Read(await rig.LedgerAsync());
        return Tally;
    }

    private async Task TurnAsync(int turn, Conversation conversation)
    {
        if (turn % PolledEvery == 0)
            Poll();
        if (turn == ExhaustedAt)
            await ExhaustAsync(conversation.Home);
        if (turn % FaultEvery == FaultEvery / 2)
            await _rig.ControlAsync("faults", new { route = "responses", effect = TransientFaults.Effect(_faults++) });

        using var answer = await _rig.SendAsync(conversation.Next(), conversation.Session);
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        body.ShouldContain("response.completed");
        var attempts = new List<Lease>();
        while (_rig.Notes.Selects.TryDequeue(out var select))
            attempts.Add(select.Reply.Lease);
        Tally.Count(conversation, attempts);
        _time.Advance(Pace);
    }

    // What accounts' own poll finds, so that candidates are precise.
    private void Poll()
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var account in Enumerable.Range(0, Accounts).Select(DirectoryBuilder.Name))
        {
            var used = Tally.Exhausted.Contains(account) ? 100 : 10;
            _rig.Core.State([new Fact { Quota = Told.Quota(account, used, now, 300, now + 18_000_000, generation: 1) }]);
        }

        _rig.Core.Live(RouterRig.Pool).Accounts.Count(a => a.QuotaState == QuotaState.Precise)
            .ShouldBe(Accounts - Tally.Exhausted.Count);
    }

    private async Task ExhaustAsync(string account)
    {
        Tally.Exhaust(account);
        var spent = new { slot = "primary", minutes = 300, tokens = 1000, used_tokens = 1000 };
        await _rig.ControlAsync("accounts", new { id = account, plan = "pro", quota = new { windows = new[] { spent } } });
    }
}
