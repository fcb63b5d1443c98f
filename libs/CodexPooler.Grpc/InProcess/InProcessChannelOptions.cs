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
}
