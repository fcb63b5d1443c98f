using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Audit;

/// <summary>
/// Moves the anchor behind the log: only ever to an entry that is committed, and only when the entry it stood at is still there.
/// Replicas may do so at once; the vault's compare-and-set lets none of them set it back.
/// </summary>
internal sealed class AnchorDesk(
    AuditLog log, AnchorStore store, AnchorMemory memory, AuditProof proof, DirectoryStore directory, TimeProvider time)
{
    /// <summary>What stands in the way of anchoring the log's end; whole when nothing does.</summary>
    /// <exception cref="VaultUnavailableException">The store did not answer.</exception>
    public async Task<AuditVerdict> AdvanceAsync(CancellationToken cancellationToken)
    {
        var reading = await store.ReadAsync(cancellationToken);
        if (reading is AnchorReading.Broken broken) return new($"Its anchor in the vault cannot be relied on: {broken.Why}.");
        var point = reading as AnchorReading.Point;
        if (point is null && memory.Latest is not null) return new("Its anchor was taken out of the vault.");
        var end = memory.Learn(point?.End);
        var last = await log.LastAsync(cancellationToken);
        if (end is not null)
        {
            var kept = await log.FindAsync(end.Sequence, cancellationToken);
            if (kept is null || !end.IsAt(kept)) return Lost(end, last);
        }

        if (last is null || (point is { IsCurrent: true } && point.End.Sequence == last.Sequence)) return AuditVerdict.Whole;
        var next = AnchorPoint.Of(end?.Era ?? 0, last);
        if (await store.TryWriteAsync(next, point?.Version, cancellationToken)) memory.Learn(next);
        return AuditVerdict.Whole;
    }

    /// <summary>
    /// Takes the log's end as it is for the right one. The loss itself becomes an entry; a log that is broken inside stays so.
    /// </summary>
    public async Task<VerifyAuditResponse> AcceptAsync(string actor, string reason, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        problems.Require(reason.Trim().Length is > 0 and <= 1000, "reason", "must be 1 to 1000 characters");
        problems.ThrowIfAny();
        var found = await proof.GiveAsync(null, cancellationToken);
        if (found.Intact) return found;
        if (found.BrokenAt > 0)
            throw Refusals.InTheWay($"{found.Finding} That cannot be accepted. Restore the database from a backup.");
        if (found.Anchor == AuditAnchor.Away) throw Refusals.InTheWay(found.Finding);

        await directory.ChangeAsync(
            actor,
            async change =>
            {
                await change.AuditAsync(
                    "audit.accept", "audit",
                    new { Reason = reason, found.Finding, found.MissingFrom, found.MissingTo, found.AnchoredSequence });
                return true;
            },
            cancellationToken);
        await AnchorAnewAsync(cancellationToken);
        return await proof.GiveAsync(null, cancellationToken);
    }

    private async Task AnchorAnewAsync(CancellationToken cancellationToken)
    {
        var version = await store.ReadAsync(cancellationToken) switch
        {
            AnchorReading.Point point => point.Version,
            AnchorReading.Broken broken => broken.Version,
            _ => null,
        };
        // Later than every era before it, also than one that only another replica remembers.
        var era = Math.Max((memory.Latest?.Era ?? 0) + 1, time.GetUtcNow().ToUnixTimeMilliseconds());
        var next = AnchorPoint.Of(era, (await log.LastAsync(cancellationToken))!);
        if (!await store.TryWriteAsync(next, version, cancellationToken))
            throw Refusals.InTheWay("Another replica anchored the log meanwhile. Verify it again.");
        memory.Learn(next);
    }

    private static AuditVerdict Lost(AnchorPoint end, AuditRow? last) => last is null || last.Sequence < end.Sequence
        ? new($"It ends with entry {last?.Sequence ?? 0}, and entry {end.Sequence} was there.")
        : new($"Entry {end.Sequence} is not the one that was there.");
}
