using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CodexPooler.Accounts.Audit;

/// <summary>Each entry's hash covers the one before it, so a changed, removed or inserted entry shows.</summary>
internal static class AuditChain
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static AuditRow Next(
        AuditRow? last, DateTimeOffset now, string actor, string action, string target, string outcome, string details)
    {
        var sequence = (last?.Sequence ?? 0) + 1;
        var atMs = now.ToUnixTimeMilliseconds();
        return new()
        {
            Sequence = sequence,
            AtMs = atMs,
            Actor = actor,
            Action = action,
            Target = target,
            Outcome = outcome,
            Details = details,
            Hash = Hash(last?.Hash ?? [], sequence, atMs, [actor, action, target, outcome, details]),
        };
    }

    public static bool Follows(AuditRow? before, AuditRow entry) =>
        entry.Sequence == (before?.Sequence ?? 0) + 1 &&
        Hash(before?.Hash ?? [], entry.Sequence, entry.AtMs,
            [entry.Actor, entry.Action, entry.Target, entry.Outcome, entry.Details])
            .AsSpan().SequenceEqual(entry.Hash);

    private static byte[] Hash(byte[] previous, long sequence, long atMs, ReadOnlySpan<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(long)];
        hash.AppendData(previous);
        BinaryPrimitives.WriteInt64BigEndian(number, sequence);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64BigEndian(number, atMs);
        hash.AppendData(number);
        foreach (var text in texts)
        {
            // The length goes in first: two entries never share one byte stream.
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt64BigEndian(number, bytes.Length);
            hash.AppendData(number);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }
}
