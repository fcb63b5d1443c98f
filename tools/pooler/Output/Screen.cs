using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodexPooler.Cli.Connecting;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CodexPooler.Cli.Output;

/// <summary>Where a command prints: tables and sentences for people, or one JSON document for scripts.</summary>
internal sealed class Screen(bool json, Way way)
{
    // Nobody looks at a pipe: nothing is folded to a width that is not there.
    private const int RedirectedWidth = 16_384;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TextWriter _out = Console.Out;
    private readonly TextWriter _errors = Console.Error;

    public bool IsJson => json;

    public void List<T>(IEnumerable<T> items, string nothing, string[] columns, Func<T, string[]> row)
        where T : IMessage
    {
        var all = items.ToList();
        if (json) Print(new JsonArray([.. all.Select(item => MessageJson.Of(item))]));
        else if (all.Count == 0) Say(nothing);
        else Table(columns, all.Select(row));
    }

    public void Table(string[] columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.None, UseSafeBorder = true };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))) { NoWrap = true });
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(cell)));
        Write(table);
    }

    /// <summary>One thing in full.</summary>
    public void One(IMessage item)
    {
        if (json)
        {
            Print(MessageJson.Of(item));
            return;
        }

        var grid = new Grid().AddColumn().AddColumn();
        foreach (var (name, value) in MessageJson.Of(item).Where(field => IsTold(field.Value)))
            grid.AddRow(new Text(name), new Text(value is JsonValue ? value.ToString() : value!.ToJsonString(Indented)));
        Write(grid);
    }

    /// <summary>What was done: the thing for scripts, a sentence for people.</summary>
    public void Done(IMessage item, string sentence)
    {
        if (json) Print(MessageJson.Of(item));
        else Say(sentence);
    }

    public void Say(string sentence)
    {
        if (!json) _out.WriteLine(way.Complete(sentence));
    }

    public void Print(JsonNode node) => _out.WriteLine(node.ToJsonString(Indented));

    public void Warn(string sentence) => _errors.WriteLine(way.Complete(sentence));

    public void Error(int code, string message, IReadOnlyList<FieldErrors.Types.FieldError> fields)
    {
        if (json)
        {
            var named = new JsonObject(fields.GroupBy(field => field.Field).Select(group =>
                KeyValuePair.Create(group.Key, (JsonNode?)string.Join("; ", group.Select(field => field.Message)))));
            _errors.WriteLine(new JsonObject
            {
                ["error"] = new JsonObject { ["exit_code"] = code, ["message"] = message, ["fields"] = named },
            }
                .ToJsonString(Indented));
            return;
        }

        if (fields.Count == 0) _errors.WriteLine(way.Complete(message));
        foreach (var field in fields) _errors.WriteLine($"{field.Field}: {field.Message}");
    }

    private static bool IsTold(JsonNode? value) => value switch
    {
        null => false,
        JsonArray array => array.Count > 0,
        JsonObject map => map.Count > 0,
        _ => value.ToString().Length > 0,
    };

    // A table fills its last column up with blanks, which a terminal does not show and a pipe passes on.
    private void Write(IRenderable drawing)
    {
        if (!Console.IsOutputRedirected)
        {
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_out) }).Write(drawing);
            return;
        }

        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = RedirectedWidth;
        console.Write(drawing);
        foreach (var line in text.ToString().TrimEnd().Split('\n')) _out.WriteLine(line.TrimEnd());
    }
}
