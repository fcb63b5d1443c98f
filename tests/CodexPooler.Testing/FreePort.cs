using System.Net;
using System.Net.Sockets;

namespace CodexPooler.Testing;

/// <summary>A loopback port nobody listens on, for programs that must be told theirs.</summary>
public static class FreePort
{
    // Below the ports that outgoing connections are given: one of those may be taken before the program listens.
    private const int First = 10_240;
    private const int End = 32_000;
    private const int Tries = 1_000;

    private static readonly HashSet<int> Given = [];

    public static int Next()
    {
        lock (Given)
        {
            for (var tries = 0; tries < Tries; tries++)
            {
                var port = Random.Shared.Next(First, End);
                if (IsFree(port) && Given.Add(port)) return port;
            }
        }

        throw new InvalidOperationException($"None of {Tries} ports from {First} to {End} is free.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
