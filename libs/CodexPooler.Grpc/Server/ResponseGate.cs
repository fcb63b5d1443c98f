using Grpc.Core;

namespace CodexPooler.Grpc.Server;

/// <summary>
/// A response has one writer at a time, and a deadline that may want to end it between two writes: whoever holds the gate
/// may touch the response, and once it is closed nobody may.
/// </summary>
internal struct ResponseGate
{
    private const int Open = 0;
    private const int Held = 1;
    private const int HeldAndClosing = 2;
    private const int Closed = 3;

    private int _state;

    public void Enter(ServedCall call)
    {
        switch (Interlocked.CompareExchange(ref _state, Held, Open))
        {
            case Open:
                return;
            case Held:
                throw new InvalidOperationException("Another write of this call is still going on; await it first.");
            default:
                throw new RpcException(call.IsDeadlineExceeded ? ServerFault.DeadlineExceeded : Status.DefaultCancelled);
        }
    }

    /// <summary>True when somebody wanted the response ended meanwhile; the caller must do it now.</summary>
    public bool Leave()
    {
        if (Interlocked.CompareExchange(ref _state, Open, Held) == Held) return false;
        return Interlocked.CompareExchange(ref _state, Closed, HeldAndClosing) == HeldAndClosing;
    }

    public bool TryClose() => Interlocked.CompareExchange(ref _state, Closed, Open) == Open;

    /// <summary>Closes now (true) or leaves it to the holder (false).</summary>
    public bool TryCloseOnLeave()
    {
        if (TryClose()) return true;
        if (Interlocked.CompareExchange(ref _state, HeldAndClosing, Held) == Held) return false;
        return TryClose();
    }
}
