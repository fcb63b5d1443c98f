using System.Collections.Concurrent;
using CodexPooler.Accounts.Upstream;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Catalogue;

/// <summary>Fetches an account's models. Whatever is no list of models leaves the last known good one as it is.</summary>
internal sealed class CatalogueSync(
    UpstreamClient upstream,
    CatalogueStore store,
    IOptions<UpstreamOptions> options,
    TimeProvider time,
    ILogger<CatalogueSync> logger)
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();
    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> _missed = new();

    /// <returns>Null when the list is current now, else why not.</returns>
    public async Task<string?> SyncAsync(Account account, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(account.Id);
        var known = await store.FindAsync(id, cancellationToken);
        var missed = _missed.GetValueOrDefault(account.Id, None);
        // With a model in doubt the whole list is asked for: "unchanged" would not say whether it is gone.
        var etag = missed.Count == 0 ? known?.Etag ?? "" : "";
        var reply = await upstream.SendAsync(account, () => Question(account, etag), cancellationToken);
        if (reply is UpstreamReply.Unchanged) return null;
        if (reply is not UpstreamReply.Answer answer)
            return Keep(id, reply is UpstreamReply.Nothing nothing ? nothing.Reason : "the credential was refused");

        var (told, bad) = ModelAnswer.Read(answer.Body);
        if (bad > 0) Log.BadEntries(logger, id, bad);
        if (told.Count == 0) return Keep(id, "the answer names no model");
        var (offers, nowMissed) = OfferMerge.Next(known?.Models.ToList() ?? [], told, missed);
        _missed[account.Id] = nowMissed;
        var models = new AccountModels
        {
            AccountId = account.Id,
            Etag = answer.ETag,
            ObservedAt = Timestamp.FromDateTimeOffset(time.GetUtcNow()),
            Models = { offers },
        };
        if (known is null || known.Etag != models.Etag || !known.Models.Equals(models.Models))
            await store.SaveAsync(models, cancellationToken);
        return null;
    }

    private HttpRequestMessage Question(Account account, string etag)
    {
        var path = "/backend-api/codex/models?client_version=" + Uri.EscapeDataString(options.Value.ClientVersion);
        var question = new HttpRequestMessage(HttpMethod.Get, UpstreamClient.Address(account, path));
        if (etag.Length > 0) question.Headers.TryAddWithoutValidation("If-None-Match", etag);
        return question;
    }

    private string Keep(Guid accountId, string reason)
    {
        Log.ListKept(logger, accountId, reason);
        return reason;
    }
}
