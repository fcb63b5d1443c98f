using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Data;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Audit;

/// <summary>Writes down who had something done that changes nothing in the directory: a renewal, a poll.</summary>
internal sealed class OperatorActs(DirectoryStore store, ILogger<OperatorActs> logger)
{
    public async Task RecordAsync(string actor, string action, string target, string outcome, object details)
    {
        try
        {
            // It is done, whether or not its caller still listens.
            await store.ChangeAsync(
                actor,
                async change =>
                {
                    await change.AuditAsync(action, target, details, outcome);
                    return true;
                },
                CancellationToken.None);
        }
        catch (Exception cause) when (cause is DatabaseUnavailableException or CommitOutcomeUnknownException)
        {
            // An operator who helps a credential while the database is away must see what became of it.
            Log.ActNotRecorded(logger, actor, action, target, cause.Message);
        }
    }
}
