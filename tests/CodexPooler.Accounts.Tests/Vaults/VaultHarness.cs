using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tokens.Vaults;

namespace CodexPooler.Accounts.Tests.Vaults;

/// <summary>One store to test against: what is behind it, and ways into it that go round the code under test.</summary>
internal abstract class VaultHarness : IAsyncDisposable
{
    protected TempFolder Folder { get; } = new();

    public virtual Task StartAsync() => Task.CompletedTask;

    /// <summary>The settings with which the accounts service itself uses the store.</summary>
    public virtual IReadOnlyList<(string Key, string Value)> Settings => [];

    public abstract ITokenVault Open(TimeProvider? time = null);

    /// <summary>From now on the store does not answer.</summary>
    public abstract Task BreakAsync();

    /// <summary>Everything that rests in the store, as text.</summary>
    public abstract string Dump();

    public virtual ValueTask DisposeAsync()
    {
        Folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
