using System.Runtime.InteropServices;

namespace CodexPooler.Bench.Edge.Loop;

/// <summary>A connection: what it receives is looked at in place, what the socket does not take is sent when it does.</summary>
internal abstract unsafe class Connection(EventLoop loop, int descriptor) : Endpoint(loop, descriptor)
{
    private ReadOnlyMemory<byte> _unsent;

    public bool IsOpen { get; private set; } = true;

    public override void OnReady(int events)
    {
        if ((events & NativeSockets.Writable) != 0) Continue();
        if (!IsOpen || (events & (NativeSockets.Readable | NativeSockets.Failed)) == 0) return;
        fixed (byte* scratch = Loop.Scratch)
        {
            var read = NativeSockets.Receive(Descriptor, scratch, Loop.Scratch.Length, 0);
            if (read > 0) OnReceived(new ReadOnlySpan<byte>(scratch, (int)read));
            else if (read == 0 || Marshal.GetLastPInvokeError() != NativeSockets.TryAgain) Fail();
        }
    }

    public void Send(ReadOnlyMemory<byte> bytes)
    {
        if (!_unsent.IsEmpty) bytes = Joined(bytes);
        var sent = TrySend(bytes.Span);
        if (!IsOpen || sent == bytes.Length)
        {
            if (!_unsent.IsEmpty) Loop.Want(this, writable: false);
            _unsent = default;
            return;
        }

        // What is sent may be written over before it is gone.
        var waited = !_unsent.IsEmpty;
        _unsent = bytes[sent..].ToArray();
        if (!waited) Loop.Want(this, writable: true);
    }

    public override void Close()
    {
        if (!IsOpen) return;
        IsOpen = false;
        base.Close();
    }

    protected abstract void OnReceived(ReadOnlySpan<byte> bytes);

    /// <summary>The other side left, or never answered.</summary>
    protected virtual void Fail() => Close();

    private void Continue()
    {
        if (_unsent.IsEmpty) return;
        var bytes = _unsent;
        _unsent = default;
        var sent = TrySend(bytes.Span);
        if (!IsOpen) return;
        _unsent = bytes[sent..];
        if (_unsent.IsEmpty) Loop.Want(this, writable: false);
    }

    private ReadOnlyMemory<byte> Joined(ReadOnlyMemory<byte> more)
    {
        var all = new byte[_unsent.Length + more.Length];
        _unsent.CopyTo(all);
        more.CopyTo(all.AsMemory(_unsent.Length));
        return all;
    }

    private int TrySend(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            var sent = NativeSockets.Send(Descriptor, start, bytes.Length, NativeSockets.NoSignal);
            if (sent >= 0) return (int)sent;
            if (Marshal.GetLastPInvokeError() is NativeSockets.TryAgain or 107) return 0;
            Fail();
            return 0;
        }
    }
}
