using System.Buffers;
using System.Text;
using System.Text.Json;

namespace CodexPooler.Edge.Inspection;

/// <summary>Replaces single values in a body and leaves every other byte as the client sent it.</summary>
internal sealed class BodySplices(TurnFacts facts)
{
    private readonly SortedList<int, (int End, byte[] Text)> _splices = [];

    public bool Any => _splices.Count > 0;

    public void Model(string model) => Replace(facts.Places.Model, "model", model);

    public void ServiceTier(string tier) => Replace(facts.Places.ServiceTier, "service_tier", tier);

    public void Effort(string effort)
    {
        var places = facts.Places;
        if (places.Effort is { } range) Put(range.Start.Value, range.End.Value, Quoted(effort));
        else if (places.ReasoningStart is { } start) Insert(start, $"\"effort\":{Encode(effort)}", places.ReasoningIsEmpty);
        else Insert(places.ObjectStart, $"\"reasoning\":{{\"effort\":{Encode(effort)}}}", places.IsEmptyObject);
    }

    /// <summary>Takes items out of the input, each with the comma that belongs to it.</summary>
    public void LeaveOut(IEnumerable<SealedItem> items, ReadOnlySpan<byte> body)
    {
        foreach (var gap in InputGaps.Of(items, body)) Put(gap.Start.Value, gap.End.Value, []);
    }

    public ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> body)
    {
        if (!Any) return body;
        var spliced = new ArrayBufferWriter<byte>(body.Length + _splices.Values.Sum(splice => splice.Text.Length));
        var at = 0;
        foreach (var (start, (end, text)) in _splices)
        {
            spliced.Write(body.Span[at..start]);
            spliced.Write(text);
            at = end;
        }

        spliced.Write(body.Span[at..]);
        return spliced.WrittenMemory;
    }

    private void Replace(Range? place, string name, string value)
    {
        if (place is { } range) Put(range.Start.Value, range.End.Value, Quoted(value));
        else Insert(facts.Places.ObjectStart, $"{Encode(name)}:{Encode(value)}", facts.Places.IsEmptyObject);
    }

    private void Insert(int at, string member, bool last)
    {
        var text = Encoding.UTF8.GetBytes(last ? member : member + ",");
        // Two members put in at one place stand one behind the other.
        if (_splices.TryGetValue(at, out var there)) text = last ? [.. there.Text, (byte)',', .. text] : [.. there.Text, .. text];
        _splices[at] = (at, text);
    }

    private void Put(int start, int end, byte[] text) => _splices[start] = (end, text);

    private static byte[] Quoted(string value) => Encoding.UTF8.GetBytes(Encode(value));

    private static string Encode(string value) => $"\"{JsonEncodedText.Encode(value)}\"";
}
