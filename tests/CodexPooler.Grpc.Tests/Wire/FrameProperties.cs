using System.IO.Pipelines;
using CodexPooler.Grpc.Client;
using CodexPooler.Grpc.Server;
using CodexPooler.Grpc.Tests.TestData;
using CodexPooler.Grpc.Wire;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;
using Xunit;

namespace CodexPooler.Grpc.Tests.Wire;

/// <summary>Messages come out the same however the bytes were cut on the way, on the server's reader and the client's.</summary>
public sealed class FrameProperties
{
    private static readonly Marshaller<byte[]> Bytes = new(value => value, value => value);

    [Fact]
    public void PipeReader_AnyMessagesCutAnywhere_ComeOutWhole() => Check(async (wire, cuts) =>
    {
        var pipe = new Pipe();
        var reader = new PipeMessageReader<byte[]>(
            pipe.Reader, new FrameDecoder<byte[]>(Bytes.ContextualDeserializer, null) { Encoding = "gzip" });
        var writing = WriteAsync(pipe.Writer, wire, cuts);
        List<byte[]> read = [];
        while (await reader.ReadAsync(CancellationToken.None) is { } message) read.Add(message);
        await writing;
        return read;
    });

    [Fact]
    public void StreamReader_AnyMessagesCutAnywhere_ComeOutWhole() => Check(async (wire, cuts) =>
    {
        using var reader = new StreamMessageReader<byte[]>(
            new CutStream(wire, cuts), new FrameDecoder<byte[]>(Bytes.ContextualDeserializer, null) { Encoding = "gzip" });
        List<byte[]> read = [];
        while (await reader.ReadAsync(CancellationToken.None) is { } message) read.Add(message);
        return read;
    });

    private static void Check(Func<byte[], int[], Task<List<byte[]>>> read)
    {
        var messages = Gen.Choose(0, 600).SelectMany(size => Gen.ArrayOf(Gen.Choose(0, 255).Select(i => (byte)i), size)).ListOf();
        Prop.ForAll(
            messages.ToArbitrary(), Gen.Choose(1, 700).NonEmptyListOf().ToArbitrary(), ArbMap.Default.ArbFor<bool>(),
            (sent, cuts, compress) =>
            {
                using var wire = new PooledBuffer();
                var encoder = new FrameEncoder(wire, null);
                foreach (var message in sent) encoder.Write(message, Bytes.ContextualSerializer, compress);
                var received = read(wire.Written.ToArray(), [.. cuts]).GetAwaiter().GetResult();
                return received.Count == sent.Count && received.Zip(sent).All(pair => pair.First.SequenceEqual(pair.Second));
            }).QuickCheckThrowOnFailure();
    }

    private static async Task WriteAsync(PipeWriter writer, byte[] wire, int[] cuts)
    {
        for (int at = 0, i = 0; at < wire.Length; i++)
        {
            var count = Math.Min(cuts[i % cuts.Length], wire.Length - at);
            await writer.WriteAsync(wire.AsMemory(at, count));
            at += count;
        }

        await writer.CompleteAsync();
    }
}
