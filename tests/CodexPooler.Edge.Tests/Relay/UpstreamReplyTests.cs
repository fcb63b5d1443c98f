using System.Text;
using CodexPooler.Edge.Relay;

namespace CodexPooler.Edge.Tests.Relay;

public sealed class UpstreamReplyTests
{
    [Theory]
    [InlineData(
        """{"detail":"The 'x' model is not supported when using Codex with a ChatGPT account."}""", "model_not_supported")]
    [InlineData("""{"detail":"Stream must be set to true"}""", "")]
    [InlineData("""{"error":{"type":"invalid_request_error","message":"No tool output found for function call call_1."}}""",
        "no_tool_output_found")]
    [InlineData("""{"error":{"type":"usage_limit_reached","code":null,"message":"The usage limit has been reached"}}""",
        "usage_limit_reached")]
    public void Error_AsTheBackendWritesIt_IsTheSignalTheRouterKnows(string body, string signal) =>
        new UpstreamReply(400, "application/json", Encoding.UTF8.GetBytes(body), []).Error()!.Signal.ShouldBe(signal);
}
