using CodexPooler.Accounts.Issuer;
using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tests.Vaults;
using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.Tokens.Refreshing;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Testing.Time;

namespace CodexPooler.Accounts.Tests.Tokens;

/// <summary>The failure table of the two compare-and-set refresh: what is lost at each step, and what is not.</summary>
public abstract class RefreshFaultTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly RotatingIssuer _issuer = new();

    private readonly VaultHarness _harness;

    private protected RefreshFaultTests(VaultHarness harness) => _harness = harness;

    public Task InitializeAsync() => _harness.StartAsync();

    public async Task DisposeAsync()
    {
        await _harness.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Refresh_StoreAwayAtTheClaim_MakesNoExchange()
    {
        var replica = await ReplicaAsync();
        var id = await replica.LinkAsync();
        replica.Vault.Fault = _ => VaultFault.Refuse;

        var result = await replica.Coordinator.RefreshAsync(id, 1, default);

        result.ShouldBeOfType<RefreshResult.Transient>().Reason.ShouldContain("away");
        _issuer.Exchanges.ShouldBe(0);
        (await replica.StoredAsync(id)).Status.ShouldBe(TokenStatus.Active);
    }

    [Fact]
    public async Task Refresh_DiedAfterTheClaim_IsTakenOverOnceTheLeaseWasSeenToPass()
    {
        var time = new ManualTimeProvider();
        var first = await ReplicaAsync(time);
        var id = await first.LinkAsync();
        await AbandonClaimAsync(first, id);
        var second = await ReplicaAsync(time);

        var refresh = second.Coordinator.RefreshAsync(id, 1, default);
        await AdvanceUntilDoneAsync(time, refresh);

        (await refresh).ShouldBeOfType<RefreshResult.Fresh>().Credential.Generation.ShouldBe(2);
        _issuer.Exchanges.ShouldBe(1);
    }

    [Fact]
    public async Task Refresh_AnswerLostAfterTheIssuerRotated_IsReportedAsReused()
    {
        var time = new ManualTimeProvider();
        var first = await ReplicaAsync(time);
        var id = await first.LinkAsync();
        _issuer.BeforeAnswer = () => throw new ProcessDiedException();
        await Should.ThrowAsync<ProcessDiedException>(() => first.Coordinator.RefreshAsync(id, 1, default));
        var second = await ReplicaAsync(time);

        var refresh = second.Coordinator.RefreshAsync(id, 1, default);
        await AdvanceUntilDoneAsync(time, refresh);

        (await refresh).ShouldBeOfType<RefreshResult.ReauthRequired>().Code.ShouldBe("refresh_token_reused");
        (await second.StoredAsync(id)).Status.ShouldBe(TokenStatus.ReauthRequired);
    }

    [Fact]
    public async Task Refresh_ResultWriteLostItsAcknowledgement_IsRecognisedAsOurs()
    {
        var replica = await ReplicaAsync();
        var id = await replica.LinkAsync();
        var before = replica.Vault.Writes;
        replica.Vault.Fault = write => write == before + 2 ? VaultFault.LoseAcknowledgement : VaultFault.None;

        var result = await replica.Coordinator.RefreshAsync(id, 1, default);

        result.ShouldBeOfType<RefreshResult.Fresh>().Credential.Generation.ShouldBe(2);
        (await replica.StoredAsync(id)).Epoch.ShouldBe(2);
        _issuer.Exchanges.ShouldBe(1);
    }

    [Fact]
    public async Task Refresh_TakenOverDuringAStall_TheSuccessfulExchangeWins()
    {
        var stalled = new TaskCompletionSource();
        var rotated = new TaskCompletionSource();
        var time = new ManualTimeProvider();
        var first = await ReplicaAsync(time);
        var id = await first.LinkAsync();
        _issuer.BeforeAnswer = () =>
        {
            rotated.SetResult();
            return stalled.Task;
        };
        var winner = first.Coordinator.RefreshAsync(id, 1, default);
        await rotated.Task;
        var second = await ReplicaAsync(time);
        var taker = second.Coordinator.RefreshAsync(id, 1, default);
        await AdvanceUntilDoneAsync(time, taker);
        (await taker).ShouldBeOfType<RefreshResult.ReauthRequired>();

        stalled.SetResult();

        (await winner).ShouldBeOfType<RefreshResult.Fresh>().Credential.Tokens.RefreshToken.Reveal().ShouldBe("rt-1");
        var stored = await second.StoredAsync(id);
        stored.Status.ShouldBe(TokenStatus.Active);
        second.Sealer.Open(stored).RefreshToken.Reveal().ShouldBe("rt-1");
    }

    [Fact]
    public async Task Refresh_StoreAwayAfterTheExchange_SpillsAndIsAdoptedLater()
    {
        var time = new ManualTimeProvider();
        var first = await ReplicaAsync(time);
        var id = await first.LinkAsync();
        var before = first.Vault.Writes;
        first.Vault.Fault = write => write > before + 1 ? VaultFault.Refuse : VaultFault.None;
        var refresh = first.Coordinator.RefreshAsync(id, 1, default);
        await AdvanceUntilDoneAsync(time, refresh);
        (await refresh).ShouldBeOfType<RefreshResult.Fresh>().Credential.Generation.ShouldBe(2);
        first.Spill.Find(id).ShouldNotBeNull();

        var restarted = await ReplicaAsync(time);
        var read = await restarted.Coordinator.ReadAsync(id, default);

        read.ShouldBeOfType<RefreshResult.Fresh>().Credential.Tokens.RefreshToken.Reveal().ShouldBe("rt-1");
        (await restarted.StoredAsync(id)).Epoch.ShouldBe(2);
        restarted.Spill.Find(id).ShouldBeNull();
    }

    [Fact]
    public async Task Refresh_KeyMissing_FailsClosedAndWritesNothing()
    {
        var replica = await ReplicaAsync();
        var id = await replica.LinkAsync();
        File.Delete(Path.Combine(_folder.Path, "keys.json"));
        var blind = await ReplicaAsync();
        var before = await replica.StoredAsync(id);

        var result = await blind.Coordinator.RefreshAsync(id, 1, default);

        result.ShouldBeOfType<RefreshResult.SealedAway>();
        _issuer.Exchanges.ShouldBe(0);
        (await replica.StoredAsync(id)).Sealed.ShouldBe(before.Sealed);
    }

    [Theory]
    [InlineData("refresh_token_expired")]
    [InlineData("refresh_token_invalidated")]
    [InlineData("invalid_grant")]
    public async Task Refresh_PermanentRefusal_AsksTheIssuerOnlyOnce(string code)
    {
        var replica = await ReplicaAsync();
        var id = await replica.LinkAsync();
        _issuer.Instead = new ExchangeOutcome.Rejected(code);
        (await replica.Coordinator.RefreshAsync(id, 1, default)).ShouldBeOfType<RefreshResult.ReauthRequired>()
            .Code.ShouldBe(code);
        _issuer.Instead = null;

        (await replica.Coordinator.RefreshAsync(id, 1, default)).ShouldBeOfType<RefreshResult.ReauthRequired>()
            .Code.ShouldBe(code);

        _issuer.Exchanges.ShouldBe(0);
    }

    [Fact]
    public async Task Refresh_TransientFailure_LeavesTheCredentialServing()
    {
        var replica = await ReplicaAsync();
        var id = await replica.LinkAsync();
        _issuer.Instead = new ExchangeOutcome.Failed("the issuer answered 503", TimeSpan.FromSeconds(7), MayHaveBeenUsed: true);

        var result = await replica.Coordinator.RefreshAsync(id, 1, default);

        result.ShouldBeOfType<RefreshResult.Transient>().RetryAfter.ShouldBe(TimeSpan.FromSeconds(7));
        (await replica.Coordinator.ReadAsync(id, default)).ShouldBeOfType<RefreshResult.Fresh>()
            .Credential.Generation.ShouldBe(1);
    }

    private Task<TokenReplica> ReplicaAsync(TimeProvider? time = null) =>
        TokenReplica.StartAsync(_folder, _issuer, time, _harness.Open(time));

    private static async Task AbandonClaimAsync(TokenReplica replica, Guid id)
    {
        var entry = (await replica.Vault.ReadAsync(id, default))!;
        var claim = entry.Record with { Status = TokenStatus.Refreshing, AttemptId = Guid.CreateVersion7(), LeaseSeconds = 50 };
        (await replica.Vault.TryWriteAsync(claim, entry.Version, default)).Written.ShouldBeTrue();
    }

    private static Task AdvanceUntilDoneAsync(ManualTimeProvider time, Task done) => Eventually.TrueAsync(
        () =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return done.IsCompleted;
        },
        "the refresh ends");
}
