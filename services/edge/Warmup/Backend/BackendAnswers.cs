using System.Text;
using CodexPooler.Edge.Warmup.Team;

namespace CodexPooler.Edge.Warmup.Backend;

/// <summary>What the rehearsal's upstream says, in the form of the real one.</summary>
internal static class BackendAnswers
{
    private const int WordsAtOnce = 24;

    private const string Usage =
        """{"input_tokens":1200,"input_tokens_details":{"cached_tokens":1000},"output_tokens":200,"output_tokens_details":{"reasoning_tokens":64},"total_tokens":1400}""";

    private const string Begun =
        """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","model":"gpt-5.5","status":"in_progress"}}""";

    private const string Word =
        """{"type":"response.output_text.delta","sequence_number":1,"item_id":"msg_1","output_index":0,"content_index":0,"delta":" word"}""";

    private const string Done =
        """{"type":"response.completed","sequence_number":9,"response":{"id":"resp_1","object":"response","model":"gpt-5.5","status":"completed","usage":"""
        + Usage + "}}";

    public static byte[] Json { get; } = Encoding.ASCII.GetBytes(
        $$"""{"id":"resp_1","object":"response","model":"{{RehearsalTeam.Model}}","output":[{"type":"message","text":"{{new string('t', 600)}}"}],"usage":{{Usage}}}""");

    /// <summary>A stream in the pieces it comes in: a beginning, single words, many words and the end at once.</summary>
    public static IReadOnlyList<byte[]> Stream { get; } =
    [
        Encoding.ASCII.GetBytes(Event("response.created", Begun)),
        .. Enumerable.Repeat(Encoding.ASCII.GetBytes(Event("response.output_text.delta", Word)), 3),
        Encoding.ASCII.GetBytes(
            string.Concat(Enumerable.Repeat(Event("response.output_text.delta", Word), WordsAtOnce)) +
            Event("response.completed", Done)),
    ];

    /// <summary>The same answer in a WebSocket's messages.</summary>
    public static IReadOnlyList<byte[]> Messages { get; } =
    [
        Encoding.ASCII.GetBytes(Begun),
        .. Enumerable.Repeat(Encoding.ASCII.GetBytes(Word), 3),
        Encoding.ASCII.GetBytes(Done),
    ];

    private static string Event(string type, string json) => $"event: {type}\ndata: {json}\n\n";
}
