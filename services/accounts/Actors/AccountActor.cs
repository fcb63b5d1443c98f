using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.Serving;
using CodexPooler.Accounts.Tokens.Refreshing;
using Dapr.Actors.Runtime;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Actors;

/// <summary>
/// Drives one account by a reminder that outlives every replica. It only decides when: that an exchange happens once is the
/// coordinator's doing,
/// since a reminder comes at least once and an actor may for a moment live on two hosts. It keeps no state, least of all a token.
/// </summary>
[Actor(TypeName = TypeName)]
internal sealed class AccountActor(ActorHost host, RefreshSweep sweep, DirectoryStore store, IOptions<RefreshOptions> options)
    : Actor(host), IAccountActor, IRemindable
{
    public const string TypeName = "Account";
    private const string Drive = "drive";

    public Task WakeAsync() => RegisterReminderAsync(Drive, null, options.Value.SweepEvery, options.Value.SweepEvery);

    public async Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        var id = Guid.Parse(Id.ToString());
        // Not tied to the sidecar's call: an exchange under way must end whatever becomes of the turn.
        if (await store.FindAsync(DirectoryKind.Account, id, CancellationToken.None) is null)
            await UnregisterReminderAsync(Drive);
        else await sweep.DriveDueAsync(id, CancellationToken.None);
    }
}
