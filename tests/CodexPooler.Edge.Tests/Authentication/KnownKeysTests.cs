using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Edge.Authentication;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Tests.TestData;

namespace CodexPooler.Edge.Tests.Authentication;

public sealed class KnownKeysTests
{
    private const string Shown = $"Bearer {TestDirectory.Key}";
    private readonly TestDirectory _directory = TestDirectory.WithKey();
    private readonly KeyAuthenticator _keys;

    public KnownKeysTests() => _keys = new(_directory.Holder, TimeProvider.System);

    [Fact]
    public void Authenticate_KeyShownBefore_IsTheSameEntry() =>
        _keys.Authenticate(Shown, out _).ShouldNotBeNull().ShouldBeSameAs(_keys.Authenticate(Shown, out _));

    [Fact]
    public void Authenticate_KeyRevokedAfterItWasShown_IsRefused()
    {
        _keys.Authenticate(Shown, out _).ShouldNotBeNull();
        var revoked = TestDirectory.TeamKey;
        revoked.Status = ApiKeyStatus.Revoked;

        _directory.Add(new Change { ApiKey = revoked });

        _keys.Authenticate(Shown, out var refusal).ShouldBeNull();
        refusal.ShouldNotBeNull().Kind.ShouldBe(ErrorCode.ApiKeyRevoked);
    }

    [Fact]
    public void Find_ManyKeys_FindsNobodyElses()
    {
        var known = _directory.Holder.Current.Known;
        var entries = Enumerable.Range(0, 2000)
            .Select(number => (Key: $"sk-cxp-{number}", Entry: new Edge.Snapshot.KeyEntry(new() { Id = $"{number}" }, null)))
                .ToList();
        foreach (var (key, entry) in entries) known.Note(key, entry);

        foreach (var (key, entry) in entries) known.Find(key)?.ShouldBeSameAs(entry);

        known.Find(entries[^1].Key).ShouldBeSameAs(entries[^1].Entry);
        known.Find("sk-cxp-").ShouldBeNull();
    }
}
