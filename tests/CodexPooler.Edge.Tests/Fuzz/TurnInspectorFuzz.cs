using System.Text;
using System.Text.Json;
using CodexPooler.Edge.Inspection;

namespace CodexPooler.Edge.Tests.Fuzz;

/// <summary>The inspector against JsonDocument: what one pass over the bytes finds is what a whole document says.</summary>
public sealed class TurnInspectorFuzz
{
    private static readonly string[] Escapes = [@"\n", "\\\"", @"\\", @"\t", @"\r", @"\b", @"\f", @"\/", @"\u0041"];
    private static readonly string[] Breaks = ["\"", "\u0001", @"\x", @"\u12", "\\", "\",\"y\":\""];
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    [Fact]
    public void Read_GeneratedBodies_FindsWhatADocumentHolds()
    {
        var random = FuzzRuns.Random(53, out var seed);
        for (var run = 0; run < FuzzRuns.Of(4000); run++)
        {
            var body = new BodyGenerator(random).Next();
            Compare(body, $"seed {seed}, run {run}");
        }
    }

    [Fact]
    public void Read_DamagedBodies_AreRefusedExactlyWhereTheyAreNoJson()
    {
        var random = FuzzRuns.Random(59, out var seed);
        for (var run = 0; run < FuzzRuns.Of(4000); run++)
        {
            var body = new BodyGenerator(random).Next();
            if (random.Next(2) == 0) body = body[..random.Next(body.Length)];
            else body[random.Next(body.Length)] = (byte)random.Next(256);
            Compare(body, $"seed {seed}, run {run}");
        }
    }

    [Fact]
    public void Read_EscapesAtEveryPlace_AreTakenAndRefusedAsADocumentDoes()
    {
        var random = FuzzRuns.Random(61, out var seed);
        for (var run = 0; run < FuzzRuns.Of(20_000); run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(14)).Select(_ => Piece(random)));
            Compare(Encoding.UTF8.GetBytes($"{{\"x\":\"{text}\",\"model\":\"m\"}}"), $"seed {seed}, run {run}");
        }
    }

    private static string Piece(Random random) => random.Next(60) switch
    {
        < 20 => new string('a', random.Next(40)),
        < 50 => Escapes[random.Next(Escapes.Length)],
        < 58 => "ü \u2028",
        _ => Breaks[random.Next(Breaks.Length)],
    };

    private static void Compare(byte[] body, string why)
    {
        TurnFacts facts;
        try
        {
            facts = TurnInspector.Read(body);
        }
        catch (MalformedBodyException cause)
        {
            (Parse(body) is not { } wrong || HoldsBrokenText(wrong) || IsMistyped(wrong)).ShouldBeTrue($"{why}: {cause.Message}");
            return;
        }

        var root = Parse(body).ShouldNotBeNull(why);
        // Where nobody asks for it, broken text is the upstream's to judge.
        if (HoldsBrokenText(root)) return;
        facts.Model.ShouldBe(Text(root, "model"), why);
        facts.ServiceTier.ShouldBe(Text(root, "service_tier"), why);
        facts.PromptCacheKey.ShouldBe(Text(root, "prompt_cache_key"), why);
        facts.PreviousResponseId.ShouldBe(Text(root, "previous_response_id"), why);
        facts.Effort.ShouldBe(
            Last(root, "reasoning") is { ValueKind: JsonValueKind.Object } reasoning ? Text(reasoning, "effort") : "", why);
        facts.Stream.ShouldBe(Last(root, "stream") switch
        {
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            _ => null,
        }, why);
        var items = Last(root, "input") is { ValueKind: JsonValueKind.Array } input ? input.EnumerateArray().ToArray() : [];
        facts.Input.HasFlag(InputKinds.Image).ShouldBe(items.Any(HoldsImage), why);
        facts.HasEncryptedContent.ShouldBe(items.Any(IsSealed), why);
        facts.IsCompaction.ShouldBe(items.LastOrDefault() is { ValueKind: JsonValueKind.Object } last
            && Text(last, "type") == "compaction_trigger", why);
    }

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Deep);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsMistyped(JsonElement root) => root.EnumerateObject().Any(member => member.Name switch
    {
        "model" => member.Value.ValueKind != JsonValueKind.String,
        "stream" or "generate" => member.Value.ValueKind is not (JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null),
        _ => false,
    });

    private static bool HoldsBrokenText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Object =>
                    value.EnumerateObject().Any(member => member.Name.Length < 0 || HoldsBrokenText(member.Value)),
                JsonValueKind.Array => value.EnumerateArray().Any(HoldsBrokenText),
                JsonValueKind.String => value.GetString() is null,
                _ => false,
            };
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static bool IsSealed(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && Text(item, "encrypted_content").Length > 0;

    private static bool HoldsImage(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(member =>
            (member.Name == "type" && member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() == "input_image")
                || HoldsImage(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(HoldsImage),
        _ => false,
    };

    // The later of two members of one name counts, there as here.
    private static JsonElement? Last(JsonElement value, string name) =>
        value.TryGetProperty(name, out var member) ? member : null;

    private static string Text(JsonElement value, string name) =>
        Last(value, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
