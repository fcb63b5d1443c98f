using System.Text;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Tests.TestData;

namespace CodexPooler.Edge.Tests.Fuzz;

/// <summary>
/// The scanner against the naive parser of the HTML standard's grammar, over streams with everything odd in them.
/// </summary>
public sealed class SseScannerFuzz
{
    private static readonly string[] Newlines = ["\n", "\r\n", "\r"];

    private static readonly string[] Events =
    [
        """{"type":"response.created","response":{"id":"resp_1"}}""",
        """{"type":"response.output_text.delta","delta":"a\u2028b\u0085c"}""",
        "{\"type\":\"response.output_text.delta\",\"delta\":\"raw \u2028 and \u2029 and \u0085\"}",
        """{"type":"response.completed","response":{"id":"resp_1","usage":{"input_tokens":1,"output_tokens":2}}}""",
        """{"sequence_number":3,"type":"response.failed","response":{"error":{"code":"x"}}}""",
        """{"type":"codex.rate_limits","rate_limits":{"primary":null}}""",
        """{"type" : "error","message":"spaced"}""",
        """{"type":"err\u006fr"}""",
        "[DONE]",
        "",
    ];

    [Fact]
    public void Scan_EverySplitPointOfGeneratedStreams_AgreesWithTheNaiveParser()
    {
        var random = FuzzRuns.Random(41, out var seed);
        for (var run = 0; run < FuzzRuns.Of(40); run++)
        {
            var text = Stream(random);
            var bytes = Encoding.UTF8.GetBytes(text);
            var expected = NaiveSse.Read(text);
            for (var split = 0; split <= bytes.Length; split++)
                Read(bytes[..split], bytes[split..]).ShouldBe(expected, $"seed {seed}, run {run}, split at {split}");
            Read([.. bytes.Select(single => new[] { single })]).ShouldBe(expected, $"seed {seed}, run {run}, byte by byte");
        }
    }

    [Fact]
    public void Scan_HugeEventsInAnyPieces_AgreeWithTheNaiveParser()
    {
        var random = FuzzRuns.Random(43, out var seed);
        for (var run = 0; run < FuzzRuns.Of(3); run++)
        {
            var filler = new string('x', random.Next(200_000, 2_000_000));
            var text = Line(random, $"{{\"pad\":\"{filler}\",\"type\":\"response.completed\"}}") + "\n\n" + Stream(random);
            var bytes = Encoding.UTF8.GetBytes(text);

            Read([.. Pieces(bytes, random)]).ShouldBe(NaiveSse.Read(text), $"seed {seed}, run {run}");
        }
    }

    private static string Stream(Random random)
    {
        var text = new StringBuilder(random.Next(3) == 0 ? "\uFEFF" : "");
        for (var events = random.Next(1, 5); events > 0; events--)
        {
            var newline = Newlines[random.Next(Newlines.Length)];
            if (random.Next(3) == 0) text.Append(": comment").Append(newline);
            if (random.Next(2) == 0) text.Append("event: whatever").Append(newline);
            text.Append(Line(random, Events[random.Next(Events.Length)], newline)).Append(newline);
            if (random.Next(8) != 0) text.Append(newline);
        }

        return text.ToString();
    }

    // Now and then over two lines, which the standard joins with a line feed: between tokens JSON allows that.
    private static string Line(Random random, string json, string newline = "\n")
    {
        var space = random.Next(2) == 0 ? " " : "";
        var comma = json.IndexOf(",\"", StringComparison.Ordinal);
        return random.Next(3) == 0 && comma > 0
            ? $"data:{space}{json[..comma]}{newline}data:{space}{json[comma..]}"
            : $"data:{space}{json}";
    }

    private static IEnumerable<byte[]> Pieces(byte[] bytes, Random random)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var next = Math.Min(bytes.Length, at + random.Next(1, 70_000));
            yield return bytes[at..next];
            at = next;
        }
    }

    private static List<(StreamEvent, string)> Read(params byte[][] pieces)
    {
        var events = new RecordedEvents();
        using var scanner = new SseScanner(events);
        foreach (var piece in pieces) scanner.Scan(piece);
        return [.. events.Read.Where(read => NaiveSse.IsJson(read.Json))];
    }
}
