using CodexPooler.Grpc.Wire;

namespace CodexPooler.Grpc.InProcess;

public sealed class InProcessChannelOptions
{
    /// <summary>Largest request message sent, in bytes; null, the default, sends any size.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Largest response message taken, in bytes; null takes any size. Default 4 MiB.</summary>
    public int? MaxReceiveMessageSize { get; set; } = WireNames.DefaultMaxReceiveSize;

    /// <summary>Messages that may wait in a stream, each way, before its writer must.</summary>
    public int StreamCapacity { get; set; } = 16;

    /// <summary>
    /// Handlers begin on the thread that calls, which saves two thread hops a call. For services that answer from memory: one
    /// that blocks holds its caller up.
    /// </summary>
    public bool RunsInline { get; set; }

    /// <summary>
    /// Messages change hands as they are, of any size, and are not copied. Whoever gives one away leaves it as it is from then
    /// on, and so does whoever gets a message that its giver may still read.
    /// </summary>
    public bool HandsOver { get; set; }
}
