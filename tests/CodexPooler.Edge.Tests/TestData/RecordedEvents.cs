using System.Text;
using CodexPooler.Edge.Relay;

namespace CodexPooler.Edge.Tests.TestData;

/// <summary>Writes down what a scanner told.</summary>
internal sealed class RecordedEvents : IStreamObserver
{
    public List<StreamEvent> Begun { get; } = [];

    public List<(StreamEvent Kind, string Json)> Read { get; } = [];

    public void OnBegin(StreamEvent kind) => Begun.Add(kind);

    public void OnEvent(StreamEvent kind, ReadOnlySpan<byte> json) => Read.Add((kind, Encoding.UTF8.GetString(json)));
}
