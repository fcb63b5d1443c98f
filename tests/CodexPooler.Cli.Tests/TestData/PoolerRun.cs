using System.Text.Json;

namespace CodexPooler.Cli.Tests.TestData;

/// <summary>How one run of the real program ended.</summary>
internal sealed record PoolerRun(int ExitCode, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public PoolerRun ShouldEnd(int code)
    {
        ExitCode.ShouldBe(code, $"{Output}\n{Errors}");
        return this;
    }
}
