using Grpc.Core;

namespace CodexPooler.Grpc.InProcess;

/// <summary>Takes the headers a handler answers with, for the caller.</summary>
internal interface IResponseHead
{
    /// <summary>False when there were some already.</summary>
    bool SendHeaders(Metadata headers);
}
