using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.Tokens.Vaults;

namespace CodexPooler.Accounts.Tests.Vaults;

/// <summary>What every store must do.</summary>
public abstract class VaultConformance : IAsyncLifetime
{
    private readonly VaultHarness _harness;
    private readonly Guid _id = Guid.CreateVersion7();

    private protected VaultConformance(VaultHarness harness) => _harness = harness;

    public Task InitializeAsync() => _harness.StartAsync();

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task Read_NothingStored_IsNull() => (await _harness.Open().ReadAsync(_id, default)).ShouldBeNull();

    [Fact]
    public async Task Write_ThenRead_GivesBackTheRecordAndItsVersion()
    {
        var vault = _harness.Open();

        var first = await vault.TryWriteAsync(Record(1), null, default);
        var second = await vault.TryWriteAsync(Record(2), first.Version, default);

        var entry = (await _harness.Open().ReadAsync(_id, default))!;
        entry.Version.ShouldBe(second.Version);
        TokenJson.Write(entry.Record).ShouldBe(TokenJson.Write(Record(2)));
    }

    [Fact]
    public async Task Write_NotWhatIsStored_IsAConflictAndChangesNothing()
    {
        var vault = _harness.Open();
        var first = await vault.TryWriteAsync(Record(1), null, default);
        await vault.TryWriteAsync(Record(2), first.Version, default);

        (await vault.TryWriteAsync(Record(9), null, default)).Written.ShouldBeFalse();
        (await vault.TryWriteAsync(Record(9), first.Version, default)).Written.ShouldBeFalse();

        (await vault.ReadAsync(_id, default))!.Record.Epoch.ShouldBe(2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_ManyAtOnce_OneWins(bool exists)
    {
        var expected = exists ? (await _harness.Open().TryWriteAsync(Record(1), null, default)).Version : null;

        var writes = await Task.WhenAll(Enumerable.Range(0, 16).Select(async writer =>
        {
            try
            {
                return (writer, (await _harness.Open().TryWriteAsync(Record(100 + writer), expected, default)).Written);
            }
            catch (VaultUnavailableException)
            {
                // A store may answer a lost create race as a plain failure: "not known" is allowed, "written" is not.
                return (writer, false);
            }
        }));

        var winner = writes.Single(write => write.Item2).writer;
        (await _harness.Open().ReadAsync(_id, default))!.Record.Epoch.ShouldBe(100 + winner);
    }

    [Fact]
    public async Task Delete_OnlyTheVersionThatWasRead_AndItCanBeCreatedAgain()
    {
        var vault = _harness.Open();
        var first = await vault.TryWriteAsync(Record(1), null, default);
        var second = await vault.TryWriteAsync(Record(2), first.Version, default);

        (await vault.TryDeleteAsync(_id, first.Version!, default)).ShouldBeFalse();
        (await vault.TryDeleteAsync(_id, second.Version!, default)).ShouldBeTrue();

        (await vault.ReadAsync(_id, default)).ShouldBeNull();
        (await vault.TryWriteAsync(Record(3), null, default)).Written.ShouldBeTrue();
    }

    [Fact]
    public async Task Store_DoesNotAnswer_IsUnavailableAndNotEmpty()
    {
        var vault = _harness.Open();
        var first = await vault.TryWriteAsync(Record(1), null, default);
        await _harness.BreakAsync();

        await Should.ThrowAsync<VaultUnavailableException>(async () => await vault.ReadAsync(_id, default));
        await Should.ThrowAsync<VaultUnavailableException>(
            async () => await vault.TryWriteAsync(Record(2), first.Version, default));
    }

    [Fact]
    public async Task Stored_RevealsNoToken()
    {
        using var folder = new TempFolder();
        var replica = await TokenReplica.StartAsync(folder, new(), vault: _harness.Open());

        await replica.LinkAsync();

        _harness.Dump().ShouldNotContain("rt-0");
        _harness.Dump().ShouldNotContain(Convert.ToBase64String("rt-0"u8));
        _harness.Dump().Length.ShouldBeGreaterThan(0);
    }

    private TokenRecord Record(long epoch) => new()
    {
        AccountId = _id,
        Epoch = epoch,
        Status = TokenStatus.Active,
        KeyId = "k1",
        Sealed = [1, 2, 3, (byte)epoch],
        Fingerprint = [4, 5],
        Reason = "ünïcode",
    };
}
