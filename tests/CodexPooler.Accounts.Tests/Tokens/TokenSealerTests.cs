using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.Tokens.Sealing;
using FsCheck;
using FsCheck.Fluent;

namespace CodexPooler.Accounts.Tests.Tokens;

public sealed class TokenSealerTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private TokenSealer _sealer = null!;

    public async Task InitializeAsync() => _sealer = (await TokenReplica.StartAsync(_folder, new())).Sealer;

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_WhatWasSealed_GivesItBack() => Prop.ForAll<byte[], byte[], uint>((access, refresh, seconds) =>
    {
        var tokens = new TokenSet(new(Convert.ToBase64String(access)), new(Convert.ToBase64String(refresh)), new(""),
            DateTimeOffset.FromUnixTimeSeconds(seconds));
        return _sealer.Open(_sealer.Seal(Guid.CreateVersion7(), 3, tokens)) == tokens;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Open_AnyByteChanged_Refuses() => Prop.ForAll<ushort>(at =>
    {
        var record = Sample();
        var damaged = record.Sealed.ToArray();
        damaged[at % damaged.Length] ^= 1;
        return Refuses(record with { Sealed = damaged });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Open_MovedToAnotherAccountOrEpoch_Refuses()
    {
        var record = Sample();

        Refuses(record with { AccountId = Guid.CreateVersion7() }).ShouldBeTrue();
        Refuses(record with { Epoch = record.Epoch + 1 }).ShouldBeTrue();
        Refuses(record with { KeyId = "k9" }).ShouldBeTrue();
        Refuses(record with { Sealed = record.Sealed[..10] }).ShouldBeTrue();
    }

    [Fact]
    public void Seal_TheSameTwice_SharesNoBytesAndRevealsNothing()
    {
        var one = Sample();
        var two = _sealer.Seal(one.AccountId, one.Epoch, RotatingIssuer.First(DateTimeOffset.UnixEpoch));

        one.Sealed.ShouldNotBe(two.Sealed);
        System.Text.Encoding.Latin1.GetString(TokenJson.Write(one)).ShouldNotContain("rt-0");
        one.ToString().ShouldNotContain("rt-0");
        RotatingIssuer.First(DateTimeOffset.UnixEpoch).ToString().ShouldNotContain("rt-0");
    }

    [Fact]
    public async Task KeyFile_ReadableByOthers_IsRefused()
    {
        if (OperatingSystem.IsWindows()) return;
        var path = Path.Combine(_folder.Path, "shared.json");
        await new KeyFile(path).LoadAsync(default);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var refusal = await Should.ThrowAsync<KeyRingException>(async () => await new KeyFile(path).LoadAsync(default));

        refusal.Message.ShouldContain("chmod 600");
    }

    private TokenRecord Sample() => _sealer.Seal(Guid.CreateVersion7(), 1, RotatingIssuer.First(DateTimeOffset.UnixEpoch));

    private bool Refuses(TokenRecord record)
    {
        try
        {
            _sealer.Open(record);
            return false;
        }
        catch (SealBrokenException)
        {
            return true;
        }
    }
}
