using System.Buffers;
using System.IO.Pipelines;
using CodexPooler.Edge.Sockets.Handshakes;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>The stream over the server's own pipes, as the socket transport gives them.</summary>
public sealed class UpgradedStreamTests
{
    private readonly Pipe _in = new(new PipeOptions(minimumSegmentSize: 16));
    private readonly Pipe _out = new(new PipeOptions(pauseWriterThreshold: 8, resumeWriterThreshold: 4));
    private readonly UpgradedStream _stream;

    public UpgradedStreamTests() => _stream = new(new Connection(_in.Reader, _out.Writer));

    [Fact]
    public async Task ReadAsync_WithNowhereToPutThem_WaitsAndTakesNothing()
    {
        var waiting = _stream.ReadAsync(Memory<byte>.Empty);
        waiting.IsCompleted.ShouldBeFalse();

        await _in.Writer.WriteAsync("hello"u8.ToArray());

        (await waiting).ShouldBe(0);
        (await ReadAsync(3)).ShouldBe("hel");
        (await ReadAsync(9)).ShouldBe("lo");
    }

    [Fact]
    public async Task ReadAsync_BytesInManyPieces_LosesNone()
    {
        var sent = string.Concat(Enumerable.Range(0, 1000));
        var waiting = _stream.ReadAsync(Memory<byte>.Empty);
        foreach (var piece in sent.Chunk(33)) _in.Writer.Write(System.Text.Encoding.ASCII.GetBytes(piece));
        await _in.Writer.FlushAsync();
        await waiting;

        var read = "";
        for (var most = 1; read.Length < sent.Length; most += 7)
        {
            (await _stream.ReadAsync(Memory<byte>.Empty)).ShouldBe(0);
            read += await ReadAsync(most);
        }

        read.ShouldBe(sent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadAsync_ServerWakesTheReader_GoesOnReading(bool waits)
    {
        if (!waits) _in.Reader.CancelPendingRead();
        var reading = ReadAsync(9);
        if (waits) _in.Reader.CancelPendingRead();
        reading.IsCompleted.ShouldBeFalse();

        await _in.Writer.WriteAsync("hello"u8.ToArray());

        (await reading).ShouldBe("hello");
    }

    [Fact]
    public async Task ReadAsync_ClientHasEnded_GivesNothing()
    {
        await _in.Writer.CompleteAsync();

        (await ReadAsync(9)).ShouldBeEmpty();
        (await ReadAsync(9)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WriteAsync_ClientDoesNotRead_WaitsUntilItDoes()
    {
        var writing = _stream.WriteAsync("too much at once"u8.ToArray()).AsTask();
        writing.IsCompleted.ShouldBeFalse();

        var read = await _out.Reader.ReadAsync();
        _out.Reader.AdvanceTo(read.Buffer.End);

        await writing.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task WriteAsync_ClientHasLeft_SaysSo()
    {
        await _out.Reader.CompleteAsync();

        await Should.ThrowAsync<IOException>(async () => await _stream.WriteAsync("hello"u8.ToArray()));
    }

    private async Task<string> ReadAsync(int most)
    {
        var bytes = new byte[most];
        return System.Text.Encoding.ASCII.GetString(bytes, 0, await _stream.ReadAsync(bytes.AsMemory()));
    }

    private sealed record Connection(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
