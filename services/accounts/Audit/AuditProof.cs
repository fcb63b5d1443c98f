using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Audit;

/// <summary>Proves that nobody changed the log: neither between two entries nor at its end.</summary>
internal sealed class AuditProof(AuditLog log, AnchorStore store, AnchorMemory memory)
{
    private const string Away = "The vault does not answer, so nobody can tell whether the log's end is still there";

    /// <param name="known">An end that somebody noted down, outside of everything that this service writes.</param>
    public async Task<VerifyAuditResponse> GiveAsync(AnchorPoint? known, CancellationToken cancellationToken)
    {
        // Read before the log: whatever is anchored by now has been committed.
        var (anchor, trouble) = await ReadAsync(cancellationToken);
        var latest = memory.Latest;
        var scan = new AuditScan([.. new[] { latest, known }.OfType<AnchorPoint>()]);
        await log.ScanAsync(scan, cancellationToken);
        var verdict = scan.Judge();
        var finding = string.Join(' ', new[] { verdict.Finding, trouble }.Where(text => text.Length > 0));
        return new()
        {
            Intact = finding.Length == 0,
            Entries = scan.Entries,
            BrokenAt = verdict.BrokenAt,
            Finding = finding,
            MissingFrom = verdict.MissingFrom,
            MissingTo = verdict.MissingTo,
            Anchor = anchor,
            AnchoredSequence = latest?.Sequence ?? 0,
            LastSequence = scan.Last?.Sequence ?? 0,
            LastHash = Convert.ToHexStringLower(scan.Last?.Hash ?? []),
        };
    }

    private async Task<(AuditAnchor Anchor, string Trouble)> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            switch (await store.ReadAsync(cancellationToken))
            {
                case AnchorReading.Broken broken:
                    return (AuditAnchor.Broken, $"The log's anchor in the vault cannot be relied on: {broken.Why}.");
                case AnchorReading.Point { End: var end }:
                    memory.Learn(end);
                    return (AuditAnchor.Held, "");
                default:
                    return memory.Latest is null
                        ? (AuditAnchor.None, "")
                        : (AuditAnchor.Broken, "The log's anchor was taken out of the vault.");
            }
        }
        catch (VaultUnavailableException cause)
        {
            return (AuditAnchor.Away, $"{Away}: {cause.Message}");
        }
    }
}
