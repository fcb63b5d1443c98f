using CodexPooler.Simulator.Responses.Events;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>Which events carry an item's text, and under which member names.</summary>
internal sealed record TextStream(EventName Delta, EventName Done, string TextMember, TextSource Text)
{
    public EventName? PartAdded { get; init; }

    public EventName? PartDone { get; init; }

    public string? PartType { get; init; }

    /// <summary>content_index or summary_index, always 0 here.</summary>
    public string? IndexMember { get; init; }
}
