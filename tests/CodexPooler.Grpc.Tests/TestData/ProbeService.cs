using CodexPooler.Grpc.Tests.Protos;
using Grpc.Core;

namespace CodexPooler.Grpc.Tests.TestData;

/// <summary>Each test gives the behaviour of the method it calls.</summary>
internal sealed class ProbeService(ProbeBehaviour behaviour) : Probe.ProbeBase
{
    public override Task<ProbeReply> Unary(ProbeRequest request, ServerCallContext context) => behaviour.Unary(request, context);

    public override Task<ProbeReply> Collect(IAsyncStreamReader<ProbeRequest> requestStream, ServerCallContext context) =>
        behaviour.Collect(requestStream, context);

    public override Task Expand(
        ProbeRequest request, IServerStreamWriter<ProbeReply> responseStream, ServerCallContext context) =>
        behaviour.Expand(request, responseStream, context);

    public override Task Converse(
        IAsyncStreamReader<ProbeRequest> requestStream,
        IServerStreamWriter<ProbeReply> responseStream,
        ServerCallContext context) => behaviour.Converse(requestStream, responseStream, context);
}
