using System.Runtime.InteropServices;

namespace CodexPooler.Edge.Bodies.Decoders;

/// <summary>Runs a decompressing stream within a budget.</summary>
internal static class StreamDecoding
{
    public static DecodeStatus Decode(
        ReadOnlyMemory<byte> source, Func<Stream, Stream> open, DecodeBudget budget, PooledBuffer target)
    {
        // Decoders get rented arrays only, so this never copies.
        if (!MemoryMarshal.TryGetArray(source, out var bytes)) bytes = source.ToArray();
        using var packed = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        using var plain = open(packed);
        try
        {
            int read;
            while ((read = plain.Read(target.Room(DecodeBudget.Chunk)[..DecodeBudget.Chunk])) > 0)
            {
                target.Advance(read);
                if (budget.Check(target.Length) is var allowed and not DecodeStatus.Decoded) return allowed;
            }
        }
        catch (Exception cause) when (cause is InvalidDataException or IOException)
        {
            return DecodeStatus.Corrupt;
        }

        return DecodeStatus.Decoded;
    }
}
