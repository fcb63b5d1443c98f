using Dapr.Actors;

namespace CodexPooler.Accounts.Actors;

/// <summary>One upstream account's turn-taker in the cluster.</summary>
public interface IAccountActor : IActor
{
    /// <summary>Makes sure that the account is driven from now on. Repeating it changes nothing.</summary>
    Task WakeAsync();
}
