namespace CodexPooler.Grpc.Tests.TestData;

/// <summary>Gives its bytes in the pieces it is told.</summary>
internal sealed class CutStream(byte[] content, int[] cuts) : MemoryStream(content)
{
    private int _reads;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var cut = cuts[_reads++ % cuts.Length];
        return base.ReadAsync(buffer[..Math.Min(buffer.Length, cut)], cancellationToken);
    }
}
