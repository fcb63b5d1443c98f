using System.Runtime.InteropServices;

namespace CodexPooler.Bench.Edge.Loop;

/// <summary>Addresses and connections on 127.0.0.1.</summary>
internal static unsafe class Loopback
{
    /// <summary>A connection that is being made: writable once it is there.</summary>
    public static int Connect(int port)
    {
        var descriptor = NativeSockets.Open(2, NativeSockets.StreamNonBlocking, 0);
        if (descriptor < 0) throw new InvalidOperationException($"No socket: error {Marshal.GetLastPInvokeError()}");
        SetNoDelay(descriptor);
        var address = stackalloc byte[16];
        Write(address, port);
        if (NativeSockets.Connect(descriptor, address, 16) != 0 && Marshal.GetLastPInvokeError() != NativeSockets.InProgress)
            throw new InvalidOperationException($"No connection to port {port}: error {Marshal.GetLastPInvokeError()}");
        return descriptor;
    }

    public static void SetNoDelay(int descriptor)
    {
        var on = 1;
        _ = NativeSockets.Set(descriptor, 6, 1, &on, sizeof(int));
    }

    public static void Write(byte* address, int port)
    {
        new Span<byte>(address, 16).Clear();
        address[0] = 2;
        address[2] = (byte)(port >> 8);
        address[3] = (byte)port;
        address[4] = 127;
        address[7] = 1;
    }
}
