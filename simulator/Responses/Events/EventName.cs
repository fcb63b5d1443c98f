using System.Text;

namespace CodexPooler.Simulator.Responses.Events;

/// <summary>A stream event's type with its SSE opening already in bytes.</summary>
internal sealed class EventName
{
    private EventName(string text)
    {
        Text = text;
        Utf8 = Encoding.ASCII.GetBytes(text);
        SseHead = Encoding.ASCII.GetBytes($"event: {text}\ndata: ");
    }

    public string Text { get; }

    public byte[] Utf8 { get; }

    /// <summary>With line feeds, the ending the backend uses.</summary>
    public byte[] SseHead { get; }

    public static EventName Created { get; } = new("response.created");
    public static EventName InProgress { get; } = new("response.in_progress");
    public static EventName ItemAdded { get; } = new("response.output_item.added");
    public static EventName ItemDone { get; } = new("response.output_item.done");
    public static EventName PartAdded { get; } = new("response.content_part.added");
    public static EventName PartDone { get; } = new("response.content_part.done");
    public static EventName TextDelta { get; } = new("response.output_text.delta");
    public static EventName TextDone { get; } = new("response.output_text.done");
    public static EventName RefusalDelta { get; } = new("response.refusal.delta");
    public static EventName RefusalDone { get; } = new("response.refusal.done");
    public static EventName SummaryPartAdded { get; } = new("response.reasoning_summary_part.added");
    public static EventName SummaryPartDone { get; } = new("response.reasoning_summary_part.done");
    public static EventName SummaryDelta { get; } = new("response.reasoning_summary_text.delta");
    public static EventName SummaryDone { get; } = new("response.reasoning_summary_text.done");
    public static EventName ArgumentsDelta { get; } = new("response.function_call_arguments.delta");
    public static EventName ArgumentsDone { get; } = new("response.function_call_arguments.done");
    public static EventName InputDelta { get; } = new("response.custom_tool_call_input.delta");
    public static EventName InputDone { get; } = new("response.custom_tool_call_input.done");
    public static EventName Completed { get; } = new("response.completed");
    public static EventName Incomplete { get; } = new("response.incomplete");
    public static EventName Failed { get; } = new("response.failed");
    public static EventName Error { get; } = new("error");
    public static EventName RateLimits { get; } = new("codex.rate_limits");
    public static EventName CodexMetadata { get; } = new("codex.response.metadata");
    public static EventName Metadata { get; } = new("response.metadata");
    public static EventName Timing { get; } = new("responsesapi.websocket_timing");
}
