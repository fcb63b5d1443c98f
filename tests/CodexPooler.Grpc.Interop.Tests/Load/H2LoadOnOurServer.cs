using System.Diagnostics;
using CodexPooler.Grpc.Interop.Tests.Malformed;
using CodexPooler.Grpc.Interop.Tests.Server;
using CodexPooler.Grpc.Interop.Tests.V1;
using CodexPooler.Testing.Parts;
using Google.Protobuf;
using Shouldly;

namespace CodexPooler.Grpc.Interop.Tests.Load;

/// <summary>nghttp2's load generator on our server.</summary>
public sealed class H2LoadOnOurServer
{
    [ProgramFact("h2load", "nghttp2-client")]
    public async Task H2Load_HundredConnections_AllCallsSucceed()
    {
        await using var server = new OurServer();
        await server.StartAsync();
        await LoadAsync(server, Frame.Good(), requests: 10_000, "-c", "100", "-m", "10");
    }

    [ProgramFact("h2load", "nghttp2-client")]
    public async Task H2Load_OneConnectionWithManyStreams_AllCallsSucceed()
    {
        await using var server = new OurServer();
        await server.StartAsync();
        await LoadAsync(server, Frame.Good(), requests: 10_000, "-c", "1", "-m", "100");
    }

    [ProgramFact("h2load", "nghttp2-client")]
    public async Task H2Load_BigWindowsAndBigMessages_AllCallsSucceed()
    {
        await using var server = new OurServer();
        await server.StartAsync();
        var body = new Request { Payload = Payload.OfSize(256 << 10), ReplySize = 256 << 10 }.ToByteArray();
        await LoadAsync(server, Frame.Of(0, body), requests: 400, "-c", "4", "-m", "16", "-w", "24", "-W", "28");
    }

    [ProgramFact("h2load", "nghttp2-client")]
    public async Task H2Load_SmallestWindows_AllCallsSucceed()
    {
        await using var server = new OurServer();
        await server.StartAsync();
        var body = new Request { ReplySize = 64 << 10 }.ToByteArray();
        await LoadAsync(server, Frame.Of(0, body), requests: 200, "-c", "4", "-m", "8", "-w", "10", "-W", "16");
    }

    private static async Task LoadAsync(OurServer server, byte[] body, int requests, params string[] shape)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, body);
            using var load = Process.Start(new ProcessStartInfo("h2load",
            [
                "-n", $"{requests}", "-t", "1", .. shape, "-d", file,
                "-H", "content-type: application/grpc", "-H", "te: trailers",
                $"http://{server.Target}/codex_pooler.interop.v1.Interop/Unary",
            ])
            { RedirectStandardOutput = true })!;
            var output = await load.StandardOutput.ReadToEndAsync().WaitAsync(Patience.Span);
            await load.WaitForExitAsync();
            var report = H2LoadReport.Parse(output);
            report.ShouldSatisfyAllConditions(
                () => report.Succeeded.ShouldBe(requests),
                () => report.Status2xx.ShouldBe(requests),
                () => (report.Failed + report.Errored + report.TimedOut).ShouldBe(0));
            // HTTP 200 is also what a failed call gets, so the handler's own count is what proves success.
            server.Calls.Answered.ShouldBe(requests);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
