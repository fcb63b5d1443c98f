using CodexPooler.Simulator.Responses.Requests;

namespace CodexPooler.Simulator.Responses.Sockets;

/// <summary>The responses a socket can be continued from. They end with the socket.</summary>
internal sealed class SocketMemory
{
    private const int Capacity = 64;
    private readonly Dictionary<string, ConversationState> _states = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public ConversationState? Find(string responseId) => _states.GetValueOrDefault(responseId);

    public void Keep(string responseId, ConversationState state)
    {
        if (_order.Count == Capacity) _states.Remove(_order.Dequeue());
        _order.Enqueue(responseId);
        _states[responseId] = state;
    }
}
