using System.Text;
using System.Text.Json;
using CodexPooler.Edge.Inspection;

namespace CodexPooler.Edge.Tests.Inspection;

public sealed class TurnInspectorTests
{
    private const string Body = """
        { "model": "gpt-5.5", "stream": true, "input": [
            {"type":"message","role":"user","content":[{"type":"input_text","text":"type input_image"},{"type":"input_image","image_url":"data:x"}]},
            {"type":"reasoning","encrypted_content":"abc","summary":[]},
            {"type":"compaction_trigger"}],
          "tools": [{"type":"function","name":"shell"}], "reasoning": {"summary":"auto","effort":"high"}, "service_tier":"priority",
          "prompt_cache_key":"thread-1", "client_metadata":{"session_id":"s-1","thread_id":"t-1","x-codex-turn-state":"TS"}, "max_output_tokens": 99 }
        """;

    [Fact]
    public void Read_RealShape_FindsEverything()
    {
        var facts = TurnInspector.Read(Encoding.UTF8.GetBytes(Body));

        (facts.Model, facts.Effort, facts.ServiceTier, facts.PromptCacheKey)
            .ShouldBe(("gpt-5.5", "high", "priority", "thread-1"));
        (facts.SessionId, facts.ThreadId, facts.TurnState, facts.MaxOutputTokens).ShouldBe(("s-1", "t-1", "TS", 99));
        facts.Stream.ShouldBe(true);
        facts.Input.ShouldBe(InputKinds.Image | InputKinds.Reasoning | InputKinds.Tools);
        facts.HasEncryptedContent.ShouldBeTrue();
        facts.IsCompaction.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Body)]
    [InlineData("{}")]
    [InlineData("""{"reasoning":{}}""")]
    [InlineData("""{"reasoning":null,"model":"a"}""")]
    [InlineData("""{"reasoning":{"summary":"auto"},"service_tier":null}""")]
    public void Splice_ReplacesOrAdds_AndLeavesTheRest(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var splices = new BodySplices(TurnInspector.Read(bytes));
        splices.Model("gpt-\"6\"");
        splices.ServiceTier("flex");

        using var spliced = JsonDocument.Parse(splices.Apply(bytes));
        using var original = JsonDocument.Parse(bytes);

        spliced.RootElement.GetProperty("model").GetString().ShouldBe("gpt-\"6\"");
        spliced.RootElement.GetProperty("service_tier").GetString().ShouldBe("flex");
        foreach (var member in original.RootElement.EnumerateObject()
            .Where(member => member.Name is not ("model" or "service_tier")))
            spliced.RootElement.GetProperty(member.Name).GetRawText().ShouldBe(member.Value.GetRawText());
    }

    [Theory]
    [InlineData(Body)]
    [InlineData("{}")]
    [InlineData("""{"reasoning":{}}""")]
    [InlineData("""{"reasoning":{"summary":"auto"}}""")]
    public void SpliceEffort_WhereverItStands_IsTheOnlyEffort(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var splices = new BodySplices(TurnInspector.Read(bytes));
        splices.Effort("low");

        TurnInspector.Read(splices.Apply(bytes).Span).Effort.ShouldBe("low");
    }

    [Theory]
    [InlineData("", "valid JSON")]
    [InlineData("[]", "JSON object")]
    [InlineData("{\"model\":7}", "'model' must be a string")]
    [InlineData("{\"stream\":\"yes\"}", "'stream' must be true or false")]
    [InlineData("{\"model\":\"a\"", "valid JSON")]
    [InlineData("{\"model\":\"a\"} x", "valid JSON")]
    [InlineData("{\"model\":\"\\ud800\"}", "valid JSON")]
    public void Read_Malformed_SaysWhatIsWrong(string body, string expected) =>
        Should.Throw<MalformedBodyException>(() => TurnInspector.Read(Encoding.UTF8.GetBytes(body))).Message.ShouldContain(
            expected);
}
