using CodexPooler.Grpc.Tests.Protos;
using Grpc.Core;

namespace CodexPooler.Grpc.Tests.TestData;

internal sealed class ProbeBehaviour
{
    public UnaryServerMethod<ProbeRequest, ProbeReply> Unary { get; set; } = (request, _) =>
        Task.FromResult(new ProbeReply { Text = request.Text, Count = request.Count, Payload = request.Payload });

    public ClientStreamingServerMethod<ProbeRequest, ProbeReply> Collect { get; set; } = async (requests, context) =>
    {
        var reply = new ProbeReply();
        await foreach (var request in requests.ReadAllAsync(context.CancellationToken))
        {
            reply.Text += request.Text;
            reply.Count++;
        }

        return reply;
    };

    public ServerStreamingServerMethod<ProbeRequest, ProbeReply> Expand { get; set; } = async (request, replies, _) =>
    {
        for (var i = 0; i < request.Count; i++)
            await replies.WriteAsync(new ProbeReply { Text = request.Text, Count = i, Payload = request.Payload });
    };

    public DuplexStreamingServerMethod<ProbeRequest, ProbeReply> Converse { get; set; } = async (requests, replies, context) =>
    {
        await foreach (var request in requests.ReadAllAsync(context.CancellationToken))
            await replies.WriteAsync(new ProbeReply { Text = request.Text, Count = request.Count, Payload = request.Payload });
    };
}
