using System.Text;

namespace CodexPooler.Bench.Edge.Upstream;

/// <summary>The upstream's bytes, made once. Every event is an HTTP chunk of its own, as the real backend sends them.</summary>
internal static class Answers
{
    private const int BurstEvents = 200;
    private const string StreamHead =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nopenai-model: gpt-5.5\r\nx-codex-turn-state: bench\r\n" +
        "transfer-encoding: chunked\r\n\r\n";

    private const string Usage =
        """{"input_tokens":1200,"input_tokens_details":{"cached_tokens":1000},"output_tokens":200,"output_tokens_details":{"reasoning_tokens":64},"total_tokens":1400}""";

    private const string Created =
        """{"type":"response.created","sequence_number":0,"response":{"id":"resp_bench","object":"response","model":"gpt-5.5","status":"in_progress"}}""";

    private const string Completed =
        """{"type":"response.completed","sequence_number":199,"response":{"id":"resp_bench","object":"response","model":"gpt-5.5","status":"completed","usage":"""
        + Usage + "}}";

    public static byte[] Json { get; } = Whole();

    public static byte[] Burst { get; } = Text(
        StreamHead + Event("response.created", Created) + string.Concat(Enumerable.Repeat(Delta, BurstEvents - 2)) +
        Event("response.completed", Completed) + "0\r\n\r\n");

    /// <summary>How a stream that is paced begins.</summary>
    public static byte[] Opening { get; } = Text(StreamHead + Event("response.created", Created) + Delta);

    public static byte[] Paced { get; } = Text(Delta);

    public static int StampAt { get; } = Paced.AsSpan().IndexOf(Stamp.Mark);

    public static byte[] OpeningFrame { get; } = Text(Created);

    public static byte[] DeltaFrame { get; } = Text(DeltaJson);

    public static byte[] CompletedFrame { get; } = Text(Completed);

    private const string DeltaJson =
        """{"type":"response.output_text.delta","sequence_number":1,"item_id":"msg_bench","output_index":0,"content_index":0,"delta":" word","obfuscation":"@@0000000000000000"}""";

    private static string Delta => Event("response.output_text.delta", DeltaJson);

    private static string Event(string type, string json)
    {
        var text = $"event: {type}\ndata: {json}\n\n";
        return $"{text.Length:x}\r\n{text}\r\n";
    }

    private static byte[] Whole()
    {
        var text = new string('t', 600);
        var body = $$"""{"id":"resp_bench","object":"response","model":"gpt-5.5","output":[{"type":"message","text":"{{text}}"}],"usage":{{Usage}}}""";
        return Text($"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {body.Length}\r\n\r\n{body}");
    }

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);
}
