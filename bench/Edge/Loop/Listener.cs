namespace CodexPooler.Bench.Edge.Loop;

/// <summary>Takes connections on a free loopback port.</summary>
internal sealed unsafe class Listener : Endpoint
{
    private readonly Action<int> _accepted;

    public Listener(EventLoop loop, Action<int> accepted)
        : base(loop, NativeSockets.Open(2, NativeSockets.StreamNonBlocking, 0))
    {
        _accepted = accepted;
        var address = stackalloc byte[16];
        Loopback.Write(address, 0);
        if (NativeSockets.Bind(Descriptor, address, 16) != 0 || NativeSockets.Listen(Descriptor, 16_384) != 0)
            throw new InvalidOperationException("The upstream cannot listen.");
        var length = 16;
        _ = NativeSockets.Name(Descriptor, address, &length);
        Port = (address[2] << 8) | address[3];
        loop.Add(this);
    }

    public int Port { get; }

    public override void OnReady(int events)
    {
        int descriptor;
        while ((descriptor = NativeSockets.Accept(Descriptor, null, null, NativeSockets.NonBlocking)) >= 0)
        {
            Loopback.SetNoDelay(descriptor);
            _accepted(descriptor);
        }
    }
}
