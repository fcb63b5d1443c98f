using System.Text.Json;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>One item of an answer.</summary>
internal abstract class OutputItem(string idPrefix)
{
    public string Id { get; } = $"{idPrefix}_{Guid.CreateVersion7():N}";

    /// <summary>How its text is streamed between added and done; null when it comes in one piece.</summary>
    public virtual TextStream? Stream => null;

    /// <summary>Writes the members of the item; <paramref name="done"/> tells whether its text is complete.</summary>
    public abstract void WriteMembers(Utf8JsonWriter json, bool done);
}
