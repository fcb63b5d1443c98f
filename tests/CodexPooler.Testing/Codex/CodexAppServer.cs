using System.Text.Json.Nodes;

namespace CodexPooler.Testing.Codex;

/// <summary><c>codex app-server</c> over stdio: the way to several turns on one connection, compaction and rate limits.</summary>
public sealed class CodexAppServer : IAsyncDisposable
{
    private readonly CodexProcess _process;
    private int _lastId;

    private CodexAppServer(CodexProcess process) => _process = process;

    /// <summary>Every message received while waiting for something, in order.</summary>
    public List<JsonNode> Seen { get; } = [];

    public static async Task<CodexAppServer> StartAsync(CodexSandbox sandbox)
    {
        var server = new CodexAppServer(sandbox.Start("app-server"));
        await server.CallAsync("initialize", new JsonObject
        {
            ["clientInfo"] = new JsonObject { ["name"] = "pooler_tests", ["title"] = "Pooler tests", ["version"] = "1.0.0" },
            ["capabilities"] = new JsonObject { ["experimentalApi"] = true },
        });
        await server.SendAsync(new JsonObject { ["method"] = "initialized" });
        return server;
    }

    public async Task<string> StartThreadAsync(CodexSandbox sandbox)
    {
        var result = await CallAsync("thread/start", new JsonObject
        {
            ["cwd"] = sandbox.WorkFolder,
            ["approvalPolicy"] = "never",
            ["sandbox"] = "danger-full-access",
        });
        return result["thread"]!["id"]!.GetValue<string>();
    }

    /// <summary>Runs one turn to its end; the answer is its <c>turn/completed</c> notification's turn.</summary>
    public async Task<JsonNode> TurnAsync(string threadId, string text)
    {
        await CallAsync("turn/start", new JsonObject
        {
            ["threadId"] = threadId,
            ["input"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }),
        });
        return (await NotificationAsync("turn/completed"))["turn"]!;
    }

    public async Task<JsonNode> CompactAsync(string threadId)
    {
        await CallAsync("thread/compact/start", new JsonObject { ["threadId"] = threadId });
        return (await NotificationAsync("turn/completed"))["turn"]!;
    }

    public async Task<JsonNode> NotificationAsync(string method) =>
        (await ReceiveAsync(message => message["method"]?.GetValue<string>() == method))["params"]!;

    /// <summary>The answers of finished items so far, in order.</summary>
    public IEnumerable<string> Answers => Seen
        .Where(message => message["method"]?.GetValue<string>() == "item/completed")
        .Select(message => message["params"]!["item"]!)
        .Where(item => item["type"]!.GetValue<string>() == "agentMessage")
        .Select(item => item["text"]!.GetValue<string>());

    public async Task<JsonNode> CallAsync(string method, JsonNode parameters)
    {
        var id = ++_lastId;
        await SendAsync(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters });
        var answer = await ReceiveAsync(message => message["method"] is null && message["id"]?.GetValue<int>() == id);
        return answer["result"] ?? throw new InvalidOperationException(
            $"{method} was refused: {answer["error"]?.ToJsonString()}");
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task SendAsync(JsonNode message)
    {
        await _process.Input.WriteAsync(message.ToJsonString() + "\n");
        await _process.Input.FlushAsync();
    }

    private async Task<JsonNode> ReceiveAsync(Func<JsonNode, bool> fits)
    {
        JsonNode? found = null;
        await _process.LineAsync(line =>
        {
            if (!line.StartsWith('{')) return false;
            var message = JsonNode.Parse(line)!;
            Seen.Add(message);
            if (fits(message)) found = message;
            return found is not null;
        });
        return found!;
    }
}
