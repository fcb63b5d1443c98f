using System.Text;
using CodexPooler.Edge.Upstream.Plain;

namespace CodexPooler.Edge.Tests.Upstream;

/// <summary>RFC 9112, section 7.1.</summary>
public sealed class ChunkFramingTests
{
    private const string Answer = "5\r\nhello\r\n1;name=\"v\"\r\n,\r\nA \r\n 0123456\r\n\r\n0\r\nTrailer: x\r\n\r\n";

    [Fact]
    public void Decode_SplitAnywhere_GivesTheSameBody()
    {
        var bytes = Encoding.ASCII.GetBytes(Answer);
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                var framing = new ChunkFraming();
                var body = new StringBuilder();
                foreach (var part in (byte[][])[bytes[..first], bytes[first..second], bytes[second..]])
                {
                    var count = framing.Decode(part, out var used);
                    used.ShouldBe(part.Length);
                    body.Append(Encoding.ASCII.GetString(part[..count]));
                }

                body.ToString().ShouldBe("hello, 0123456\r\n");
                framing.IsEnded.ShouldBeTrue();
            }
        }
    }

    [Fact]
    public void Decode_BytesBehindTheEnd_AreNotUsed()
    {
        var framing = new ChunkFraming();

        framing.Decode("0\r\n\r\nHTTP"u8.ToArray(), out var used).ShouldBe(0);

        used.ShouldBe(5);
    }

    [Theory]
    [InlineData("\r\nhello")]
    [InlineData("g\r\n")]
    [InlineData("5\r\nhello5\r\n")]
    [InlineData("ffffffffffff\r\n")]
    [InlineData("-1\r\n")]
    public void Decode_BrokenFraming_Throws(string text) =>
        Should.Throw<IOException>(() => new ChunkFraming().Decode(Encoding.ASCII.GetBytes(text), out _));
}
