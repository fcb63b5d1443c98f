using System.Text;
using CodexPooler.Edge.Sockets.Framing;
using FsCheck;
using FsCheck.Fluent;

namespace CodexPooler.Edge.Tests.Sockets;

/// <summary>
/// The reader against frames written in the plainest way there is, cut at any place; the platform's own WebSocket is the other
/// witness, in the tests of whole turns.
/// </summary>
public sealed class FrameReaderTests
{
    private const int Longest = 300_000;

    [Fact]
    public void TryRead_AnyMessagesCutAnywhere_GivesThemWholeAndInOrder()
    {
        var cases =
            from seed in Gen.Choose(0, int.MaxValue)
            from count in Gen.Choose(1, 8)
            from step in Gen.Elements(1, 2, 3, 7, 125, 1024, 8192, 100_000)
            from masked in Gen.Elements(true, false)
            select (seed, count, step, masked);

        Prop.ForAll(cases.ToArbitrary(), test =>
        {
            var random = new Random(test.seed);
            var sent = new List<(Opcode, string)>();
            var bytes = new List<byte>();
            for (var i = 0; i < test.count; i++) Write(random, test.masked, bytes, sent);

            Read([.. bytes], test.step, test.masked).ShouldBe(sent);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(120));
    }

    [Fact]
    public void TryRead_AnyBytes_GivesMessagesOrSaysWhatIsWrong()
    {
        var cases =
            from bytes in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(64)
            from step in Gen.Choose(1, 64)
            select (bytes, step);

        Prop.ForAll(cases.ToArbitrary(), test =>
        {
            try
            {
                Read(test.bytes, test.step, masked: false);
            }
            catch (FrameException wrong)
            {
                wrong.Code.ShouldBeOneOf(1002, 1009);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void TakePassing_AnyMessagesCutAnywhere_LeavesTheOthersAndLosesNone()
    {
        var cases =
            from seed in Gen.Choose(0, int.MaxValue)
            from count in Gen.Choose(1, 12)
            from step in Gen.Elements(1, 2, 3, 7, 125, 1024, 100_000)
            from passes in Gen.Elements("", "abcdefghijklm", "abcdefghijklmnopqrstuvwxyz")
            select (seed, count, step, passes);

        Prop.ForAll(cases.ToArbitrary(), test =>
        {
            var random = new Random(test.seed);
            var sent = new List<(Opcode, string)>();
            var bytes = new List<byte>();
            for (var i = 0; i < test.count; i++) Write(random, masked: false, bytes, sent);
            var judge = new PassingLetters(test.passes);

            Read([.. bytes], test.step, masked: false, judge).ShouldBe(sent);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(120));
    }

    [Theory]
    [InlineData("810568656C6C6F", true)]
    [InlineData("817D", false)]
    [InlineData("010568656C6C6F", false)]
    [InlineData("C10568656C6C6F", false)]
    [InlineData("820568656C6C6F", false)]
    [InlineData("8185000000006865", false)]
    [InlineData("817E000568656C6C6F", false)]
    public void TakePassing_OneFrame_PassesOnlyWhereItIsWholeAndPlain(string frame, bool passes)
    {
        var bytes = Convert.FromHexString(frame);
        using var reader = new FrameReader(masked: false, mayBeCompressed: false, Longest);
        bytes.CopyTo(reader.Room());
        reader.Advance(bytes.Length);

        reader.TakePassing(new PassingLetters("h")).ToArray().ShouldBe(passes ? bytes : []);
    }

    [Fact]
    public void TryRead_LengthIsImpossible_TakesNoMemoryForIt()
    {
        byte[] frame = [0x81, 127, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];

        Should.Throw<FrameException>(() => Read(frame, 1, masked: false)).Code.ShouldBe(1009);
    }

    [Theory]
    [InlineData(false, "8105", true)]
    [InlineData(false, "817E0005", false)]
    [InlineData(true, "818500000000", false)]
    public void TryRead_AWholeMessage_CanBeSentOnAsItCameWhereAClientMayGetItSo(bool masked, string header, bool asItCame)
    {
        byte[] frame = [.. Convert.FromHexString(header), .. "hello"u8];
        using var reader = new FrameReader(masked, mayBeCompressed: false, Longest);
        frame.CopyTo(reader.Room());
        reader.Advance(frame.Length);

        reader.TryRead(out var message).ShouldBeTrue();

        Encoding.ASCII.GetString(message.Payload.Span).ShouldBe("hello");
        message.Frame.ToArray().ShouldBe(asItCame ? frame : []);
    }

    [Fact]
    public void Write_AnyLength_IsReadBack()
    {
        foreach (var length in (int[])[0, 1, 125, 126, 65_535, 65_536, 200_000])
        {
            foreach (var mask in (uint?[])[null, 0u, 0xA1B2C3D4u])
            {
                Span<byte> header = new byte[FrameHeader.Longest];
                var size = FrameHeader.Write(header, Opcode.Text, length, mask);

                FrameHeader.TryRead(header[..(size - 1)], out _).ShouldBeFalse();
                FrameHeader.TryRead(header[..size], out var read).ShouldBeTrue();
                read.ShouldBe(new FrameHeader(Opcode.Text, true, false, mask is not null, mask ?? 0, length, size));
            }
        }
    }

    private static void Write(Random random, bool masked, List<byte> bytes, List<(Opcode, string)> sent)
    {
        int[] sizes = [0, 1, 5, 125, 126, 300, 65_535, 65_536, 90_000];
        var text = new string((char)('a' + random.Next(26)), sizes[random.Next(sizes.Length)]);
        var payload = Encoding.ASCII.GetBytes(text);
        var parts = random.Next(1, 4);
        for (var part = 0; part < parts; part++)
        {
            var (from, to) = (payload.Length * part / parts, payload.Length * (part + 1) / parts);
            var first = (part == 0 ? 1 : 0) | (part == parts - 1 ? 0x80 : 0);
            bytes.AddRange(RawSocket.Frame(first, payload.AsSpan(from, to - from), masked));
            if (part == parts - 1 || random.Next(3) > 0) continue;
            // Control frames may stand between fragments.
            bytes.AddRange(RawSocket.Frame(0x89, "ping"u8, masked));
            sent.Add((Opcode.Ping, "ping"));
        }

        sent.Add((Opcode.Text, text));
    }

    private static List<(Opcode, string)> Read(byte[] bytes, int step, bool masked, PassingLetters? judge = null)
    {
        using var reader = new FrameReader(masked, mayBeCompressed: false, Longest);
        var read = new List<(Opcode, string)>();
        for (var at = 0; at < bytes.Length;)
        {
            var room = reader.Room();
            var size = Math.Min(Math.Min(step, room.Length), bytes.Length - at);
            bytes.AsMemory(at, size).CopyTo(room);
            reader.Advance(size);
            at += size;
            while (true)
            {
                if (judge is not null) read.AddRange(judge.Split(reader.TakePassing(judge).Span));
                if (!reader.TryRead(out var message)) break;
                read.Add((message.Opcode, Encoding.ASCII.GetString(message.Payload.Span)));
            }

            reader.Rest();
        }

        return read;
    }
}
