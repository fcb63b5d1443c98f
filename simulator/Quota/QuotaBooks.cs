using System.Collections.Concurrent;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.Quota;

/// <summary>The quota of every account, created when first asked for.</summary>
internal sealed class QuotaBooks(SimulatorClock clock) : IResettable
{
    private readonly ConcurrentDictionary<string, QuotaBook> _books = new(StringComparer.Ordinal);

    public QuotaBook Of(SimulatedAccount account)
    {
        var book = _books.GetOrAdd(account.Id, _ => new QuotaBook(account, clock.GetUtcNow()));
        if (ReferenceEquals(book.Account, account)) return book;
        // The account was put again over the control API: its new plan starts with fresh windows.
        var fresh = new QuotaBook(account, clock.GetUtcNow());
        return _books.TryUpdate(account.Id, fresh, book) ? fresh : _books[account.Id];
    }

    public QuotaState State(SimulatedAccount account) => Of(account).State(clock.GetUtcNow());

    public void Reset() => _books.Clear();
}
