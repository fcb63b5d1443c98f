using System.Collections.Concurrent;
using CodexPooler.Accounts.Issuer;
using CodexPooler.Accounts.Tokens;
using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>
/// Rotates single-use refresh tokens as the real issuer does; the simulator's issuer over HTTP proves the same coordinator
/// elsewhere.
/// </summary>
internal sealed class RotatingIssuer : ITokenIssuer
{
    private readonly ConcurrentDictionary<string, bool> _used = new();
    private int _exchanges;
    private int _reuses;

    public int Exchanges => _exchanges;

    public int Reuses => _reuses;

    /// <summary>What happens after the issuer has rotated but before its answer arrives.</summary>
    public Func<Task>? BeforeAnswer { get; set; }

    public ExchangeOutcome? Instead { get; set; }

    public static TokenSet First(DateTimeOffset expires) => new(new("at-0"), new("rt-0"), new("id-0"), expires);

    public async Task<ExchangeOutcome> RefreshAsync(SecretText refreshToken, CancellationToken cancellationToken)
    {
        if (Instead is { } scripted) return scripted;
        if (!_used.TryAdd(refreshToken.Reveal(), true))
        {
            Interlocked.Increment(ref _reuses);
            return new ExchangeOutcome.Rejected("refresh_token_reused");
        }

        var number = Interlocked.Increment(ref _exchanges);
        if (BeforeAnswer is { } pause) await pause();
        return new ExchangeOutcome.Issued(new($"at-{number}"), new($"rt-{number}"), null, TimeSpan.FromHours(1));
    }

    public Task<ExchangeOutcome> RedeemAsync(
        SecretText code, SecretText verifier, Uri redirect, CancellationToken cancellationToken) =>
        Task.FromResult<ExchangeOutcome>(new ExchangeOutcome.Rejected("not_here"));

    public Task<bool> RevokeAsync(SecretText refreshToken, CancellationToken cancellationToken) => Task.FromResult(true);
}
