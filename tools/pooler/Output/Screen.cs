using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf;
using Spectre.Console;

namespace CodexPooler.Cli.Output;

/// <summary>Where a command prints: tables and sentences for people, or one JSON document for scripts.</summary>
internal sealed class Screen(bool json)
{
    private const int RedirectedWidth = 200;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly IAnsiConsole _console = Open();
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
        _console.Write(table);
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
        _console.Write(grid);
    }

    /// <summary>What was done: the thing for scripts, a sentence for people.</summary>
    public void Done(IMessage item, string sentence)
    {
        if (json) Print(MessageJson.Of(item));
        else Say(sentence);
    }

    public void Say(string sentence)
    {
        if (!json) _out.WriteLine(sentence);
    }

    public void Print(JsonNode node) => _out.WriteLine(node.ToJsonString(Indented));

    public void Warn(string sentence) => _errors.WriteLine(sentence);

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

        if (fields.Count == 0) _errors.WriteLine(message);
        foreach (var field in fields) _errors.WriteLine($"{field.Field}: {field.Message}");
    }

    private static bool IsTold(JsonNode? value) => value switch
    {
        null => false,
        JsonArray array => array.Count > 0,
        JsonObject map => map.Count > 0,
        _ => value.ToString().Length > 0,
    };

    private static IAnsiConsole Open()
    {
        var settings = new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) };
        if (!Console.IsOutputRedirected) return AnsiConsole.Create(settings);
        // Nobody looks at a pipe: no colours there, and no folding to a width that is not there.
        settings.Ansi = AnsiSupport.No;
        var console = AnsiConsole.Create(settings);
        console.Profile.Width = RedirectedWidth;
        return console;
    }
}
