using System.Security.Cryptography;
using CodexPooler.Accounts.Registry.Editing;

namespace CodexPooler.Accounts.Audit;

/// <summary>
/// An end that the audit log had. <paramref name="Era"/> rises when an owner accepts a log that lost its end, so that what was
/// remembered of the lost part counts no more.
/// </summary>
internal sealed record AnchorPoint(long Era, long Sequence, byte[] Hash)
{
    public static AnchorPoint Of(long era, AuditRow last) => new(era, last.Sequence, last.Hash);

    /// <summary>An end that a person noted down.</summary>
    public static AnchorPoint Noted(long sequence, string hash)
    {
        var problems = new FieldProblems();
        problems.Require(
            hash.Length == 2 * SHA256.HashSizeInBytes && hash.All(char.IsAsciiHexDigit), "known_hash", "must be 64 hex digits");
        problems.ThrowIfAny();
        return new(0, sequence, Convert.FromHexString(hash));
    }

    public bool IsLaterThan(AnchorPoint? other) =>
        other is null || Era > other.Era || (Era == other.Era && Sequence > other.Sequence);

    public bool IsAt(AuditRow entry) => entry.Sequence == Sequence && entry.Hash.AsSpan().SequenceEqual(Hash);
}
