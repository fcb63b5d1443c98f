using System.Text;
using System.Text.Json;
using CodexPooler.SidecarDouble.Runtime;

namespace CodexPooler.SidecarDouble.Bindings;

/// <summary>
/// pkg/api/http/http_test.go TestV1OutputBindingsEndpoints; with a folder, contrib's bindings/localstorage create.
/// </summary>
internal static class BindingEndpoints
{
    private const string Failed = "ERR_INVOKE_OUTPUT_BINDING";

    public static void MapBindings(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/v1.0/bindings/{name}", ["POST", "PUT"], InvokeAsync);

    private static async Task<IResult> InvokeAsync(HttpContext context, SidecarOptions options, BindingLog log)
    {
        var name = PathSegments.Of(context)[2];
        JsonElement body;
        try
        {
            body = (await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted)).RootElement;
        }
        catch (JsonException exception)
        {
            return Refusal.Of(400, "ERR_MALFORMED_REQUEST", $"failed deserializing HTTP body: {exception.Message}");
        }

        if (!options.Bindings.TryGetValue(name, out var folder))
            return Refuse(name, $"couldn't find output binding {name}");
        var operation = body.TryGetProperty("operation", out var given) ? given.GetString() : null;
        if (string.IsNullOrEmpty(operation))
            return Refuse(name, "operation field is missing from request");
        if (operation is not "create")
            return Refuse(name, $"binding {name} does not support operation {operation}. supported operations:create");
        var data = body.TryGetProperty("data", out var value) ? value : (JsonElement?)null;
        var metadata = body.TryGetProperty("metadata", out var pairs)
            ? pairs.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!)
            : [];
        log.Add(new BindingCall(name, operation, data?.GetRawText(), metadata));
        return folder is null ? Results.NoContent() : await WriteAsync(folder, data, metadata, context.RequestAborted);
    }

    private static async Task<IResult> WriteAsync(
        string folder, JsonElement? data, Dictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        var fileName = metadata.GetValueOrDefault("fileName") ?? Guid.NewGuid().ToString();
        var root = Path.GetFullPath(folder);
        var path = Path.GetFullPath(Path.Combine(root, fileName));
        if (!path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            return Refuse(fileName, "the file name leaves the folder");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, Bytes(data), cancellationToken);
        return Results.Json(new { fileName });
    }

    // A JSON string is written as its text; one that is base64, as its bytes.
    private static byte[] Bytes(JsonElement? data)
    {
        if (data is not { ValueKind: JsonValueKind.String } text)
            return Encoding.UTF8.GetBytes(data?.GetRawText() ?? string.Empty);
        return text.TryGetBytesFromBase64(out var bytes) ? bytes : Encoding.UTF8.GetBytes(text.GetString()!);
    }

    private static IResult Refuse(string name, string why) =>
        Refusal.Of(500, Failed, $"error invoking output binding {name}: {why}");
}
