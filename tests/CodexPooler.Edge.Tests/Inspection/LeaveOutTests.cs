using System.Text;
using System.Text.Json.Nodes;
using CodexPooler.Edge.Inspection;
using FsCheck;
using FsCheck.Fluent;

namespace CodexPooler.Edge.Tests.Inspection;

public sealed class LeaveOutTests
{
    /// <summary>Any items, any spaces between them, any selection of the sealed ones: the rest stays byte for byte.</summary>
    [Fact]
    public void LeaveOut_AnySelection_LeavesTheOtherItemsAsTheyWere()
    {
        var item = Gen.Elements(
            """{"type":"message","content":[{"type":"input_text","text":"}],{"}]}""",
            """{"type":"reasoning","encrypted_content":"aaa","summary":[]}""",
            """{ "encrypted_content" : "b\u0041b", "id":"cmp_1", "type":"compaction" }""",
            """{"type":"reasoning","encrypted_content":null}""");
        var space = Gen.Elements("", " ", "\n  ", "\t");
        var body = from items in Gen.ListOf(item)
                   from spaces in Gen.ArrayOf(space, (2 * items.Count) + 2)
                   from kept in Gen.ArrayOf(Gen.Elements(true, false), items.Count)
                   select (items: items.ToArray(), spaces, kept);

        Prop.ForAll(body.ToArbitrary(), made => Holds(made.items, made.spaces, made.kept)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Read_SealedItems_TellsKindAndAMarkThatDoesNotDependOnTheId()
    {
        var facts = Facts("""{"model":"m","input":[{"type":"reasoning","id":"rs_1","encrypted_content":"abc"},{"type":"compaction","encrypted_content":"abc"}]}""");

        facts.Sealed.Select(sealedItem => sealedItem.Kind).ShouldBe(["reasoning", "compaction"]);
        facts.Sealed.Select(sealedItem => sealedItem.Mark).Distinct().ShouldBe(["3:abc"]);
    }

    private static bool Holds(string[] items, string[] spaces, bool[] kept)
    {
        var inner = string.Join(',', items.Select((text, i) => spaces[2 * i] + text + spaces[(2 * i) + 1]));
        var body = Encoding.UTF8.GetBytes(
            $$"""{"model":"m","input":[{{inner}}{{(items.Length == 0 ? spaces[^1] : "")}}],"stream":true}""");
        var facts = TurnInspector.Read(body);
        var gone = facts.Sealed.Where((_, i) => !kept[i]).ToList();
        var splices = new BodySplices(facts);

        splices.LeaveOut(gone, body);

        var left = JsonNode.Parse(splices.Apply(body).Span)!;
        var place = 0;
        var expected = items.Where(text => JsonNode.Parse(text)!["encrypted_content"] is null || kept[place++]);
        return left["stream"]!.GetValue<bool>()
            && left["input"]!.AsArray().Select(Text).SequenceEqual(expected.Select(text => Text(JsonNode.Parse(text))));
    }

    private static string Text(JsonNode? node) => node!.ToJsonString();

    private static TurnFacts Facts(string json) => TurnInspector.Read(Encoding.UTF8.GetBytes(json));
}
