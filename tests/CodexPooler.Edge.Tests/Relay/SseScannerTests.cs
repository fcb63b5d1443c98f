using System.Text;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Tests.TestData;
using FsCheck;
using FsCheck.Fluent;

namespace CodexPooler.Edge.Tests.Relay;

public sealed class SseScannerTests
{
    private const string Created = """{"type":"response.created","response":{"id":"resp_1","model":"gpt-5.5"}}""";
    private const string Delta = """{"type":"response.output_text.delta","delta":"line\u2028 separator  here"}""";
    private const string Completed = """{"type":"response.completed","response":{"id":"resp_1","usage":{"input_tokens":7,"output_tokens":3}}}""";

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Scan_SplitAtEveryPoint_TellsTheSame(string newline)
    {
        var stream = Encoding.UTF8.GetBytes(
            $": hello{newline}{newline}event: response.created{newline}data: {Created}{newline}{newline}data:{Delta}{newline}{newline}" +
            $"id: 7{newline}data: {Completed[..20]}{newline}data: {Completed[20..]}{newline}{newline}");
        var whole = Scan([stream]);
        whole.Begun.ShouldContain(StreamEvent.Created);

        for (var split = 0; split <= stream.Length; split++)
        {
            var parts = Scan([stream[..split], stream[split..]]);
            parts.Read.ShouldBe(whole.Read);
            parts.Begun.ShouldBe(whole.Begun);
        }

        Scan(stream.Select(single => new[] { single })).Read.ShouldBe(whole.Read);
    }

    [Fact]
    public void Scan_AnyStreamCutAnywhere_AgreesWithTheNaiveParser()
    {
        var pieces = Gen.Elements(
            "data: " + Created, "data:" + Completed, "data: " + Delta, "data: {\"x\":1,\"type\":\"error\"}",
            "data: {\"type\":\"err\\u006fr\"}",
            "data: not json", "data", "data:", "data: {\"type\":", "\"response.created\"}", "event: response.completed",
            ": comment",
            "dat", "datax: 1", "id", "\n", "\n", "\n\n", "\r", "\r\n", "\r\n\r\n", "\uFEFF");
        var streams = pieces.ListOf().Select(list => string.Concat(list));
        Prop.ForAll(streams.ToArbitrary(), ArbMap.Default.ArbFor<byte[]>(), (stream, sizes) =>
        {
            var bytes = Encoding.UTF8.GetBytes(stream);
            Scan(Cut(bytes, sizes)).Read.Where(read => NaiveSse.IsJson(read.Json))
                .ShouldBe(NaiveSse.Read(Encoding.UTF8.GetString(bytes)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Scan_FiveMebibyteEventNobodyReads_IsNotCopied()
    {
        var huge = Encoding.UTF8.GetBytes(
            $"data: {{\"type\":\"response.output_text.delta\",\"delta\":\"{new string('x', 5 << 20)}\"}}\n\n");
        using var scanner = new SseScanner(new RecordedEvents());
        scanner.Scan(huge);
        var before = GC.GetAllocatedBytesForCurrentThread();

        scanner.Scan(huge);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1024);
        scanner.AtBoundary.ShouldBeTrue();
    }

    [Fact]
    public void Scan_EventLongerThanTheBound_IsPassedOverAndTheNextIsRead()
    {
        var events = new RecordedEvents();
        using var scanner = new SseScanner(events, longestEvent: 1000);

        scanner.Scan(
            Encoding.UTF8.GetBytes($"data: {{\"a\":\"{new string('x', 5000)}\",\"type\":\"error\"}}\n\ndata: {Completed}\n\n"));

        events.Begun.ShouldBe([StreamEvent.Other, StreamEvent.Completed]);
        events.Read.ShouldBe([(StreamEvent.Completed, Completed)]);
    }

    [Fact]
    public void Observation_OfAWholeTurn_KnowsWhatItWas()
    {
        var observation = new StreamObservation();
        using var scanner = new SseScanner(observation);
        scanner.Scan(Encoding.UTF8.GetBytes($"data: {Created}\n\n"));
        observation.Committed.ShouldBeFalse();

        scanner.Scan(Encoding.UTF8.GetBytes(
            """
            data: {"type":"codex.rate_limits","plan_type":"pro","rate_limits":{"primary":{"used_percent":12.5,"window_minutes":300,"reset_at":1800000000},"secondary":null}}

            data: {"type":"response.output_item.done","item":{"type":"reasoning","id":"rs_1","encrypted_content":"x"}}

            data: {"type":"response.completed","response":{"id":"resp_1","model":"gpt-5.5-2026","service_tier":"priority","usage":{"input_tokens":100,"input_tokens_details":{"cached_tokens":60},"output_tokens":20,"output_tokens_details":{"reasoning_tokens":5},"total_tokens":120}}}


            """));

        observation.Committed.ShouldBeTrue();
        observation.Terminal.ShouldBe(StreamEvent.Completed);
        observation.ResponseId.ShouldBe("resp_1");
        observation.Model.ShouldBe("gpt-5.5-2026");
        observation.ServiceTier.ShouldBe("priority");
        observation.Usage.ShouldBe(new ReportedUsage(100, 60, 0, 20, 5));
        observation.SealedMarks.ShouldBe(["1:x"]);
        observation.Quota.ShouldBe([new("account", 12.5, 300, DateTimeOffset.FromUnixTimeSeconds(1_800_000_000), true)]);
        observation.Plan.ShouldBe("pro");
    }

    [Theory]
    [InlineData("""{"type":"response.failed","response":{"id":"r","error":{"code":"rate_limit_exceeded","message":"try again in 1.2s"}}}""", "rate_limit_exceeded", 0)]
    [InlineData("""{"type":"error","status":429,"error":{"type":"usage_limit_reached","resets_at":1800000000}}""",
        "usage_limit_reached", 429)]
    [InlineData("""{"type":"error","code":"context_length_exceeded","message":"too long"}""", "context_length_exceeded", 0)]
    public void Observation_OfAnErrorFirst_CommitsNothing(string json, string signal, int status)
    {
        var observation = new StreamObservation();
        using var scanner = new SseScanner(observation);

        scanner.Scan(Encoding.UTF8.GetBytes($"data: {Created}\n\ndata: {json}\n\n"));

        observation.Committed.ShouldBeFalse();
        observation.Error!.Signal.ShouldBe(signal);
        observation.Error.Status.ShouldBe(status);
        observation.Terminal.ShouldNotBeNull();
    }

    [Fact]
    public void Observation_OfBrokenText_IsPassedOver()
    {
        var observation = new StreamObservation();
        using var scanner = new SseScanner(observation);

        scanner.Scan(Encoding.UTF8.GetBytes("data: {\"type\":\"response.created\",\"response\":{\"id\":\"\\ud800\"}}\n\n"));
        scanner.Scan([.. "data: {\"type\":\"error\",\"code\":\""u8, 0xff, .. "\"}\n\n"u8]);
        scanner.Scan(Encoding.UTF8.GetBytes($"data: {Completed}\n\n"));

        observation.ResponseId.ShouldBe("resp_1");
        observation.Terminal.ShouldBe(StreamEvent.Completed);
    }

    private static IEnumerable<byte[]> Cut(byte[] bytes, byte[] sizes)
    {
        var at = 0;
        foreach (var size in sizes)
        {
            var next = Math.Min(bytes.Length, at + size);
            yield return bytes[at..next];
            at = next;
        }

        yield return bytes[at..];
    }

    private static RecordedEvents Scan(IEnumerable<byte[]> chunks)
    {
        var events = new RecordedEvents();
        using var scanner = new SseScanner(events);
        foreach (var chunk in chunks) scanner.Scan(chunk);
        return events;
    }
}
