using System.Buffers;
using System.Text.Json;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Ingress;
using CodexPooler.Edge.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Signposts;

/// <summary>
/// Where a client that is signed in with ChatGPT sends its turns, when its `chatgpt_base_url` points here: back to us. The client
/// takes an https origin only, and fails every turn on anything else, so without one the refusal says what to change.
/// </summary>
internal sealed class AccountsCheckHandler(IOptions<IngressOptions> options) : IEdgeHandler
{
    private const string AccountHeader = "chatgpt-account-id";
    private const int LongestId = 128;

    private static readonly ErrorCode NeedsHttps = ErrorCode.InvalidRequest with
    {
        Message = "chatgpt_base_url points at this gateway, which has no https PublicUrl: remove chatgpt_base_url, " +
            "or serve the gateway over https",
    };

    public HandlerKey Key => HandlerKey.AccountsCheck;

    public async Task HandleAsync(EdgeCall call)
    {
        var id = call.Context.Request.Headers[AccountHeader].ToString();
        if (options.Value.PublicUrl is not { Scheme: "https" } origin || id.Length is 0 or > LongestId)
        {
            await RefusalWriter.WriteAsync(call.Context, NeedsHttps);
            return;
        }

        var response = call.Context.Response;
        response.ContentType = "application/json";
        if (!HttpMethods.IsHead(call.Context.Request.Method))
            await response.Body.WriteAsync(Body(id, origin.GetLeftPart(UriPartial.Authority)), call.Aborted);
    }

    // Only what the caller said of itself is repeated: this route knows nobody.
    private static ReadOnlyMemory<byte> Body(string id, string origin)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteStartArray("accounts"u8);
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, "Codex Pooler");
        json.WriteString("structure"u8, "personal");
        json.WriteString("plan_type"u8, "team");
        json.WriteString("workspace_backend_origin"u8, origin);
        json.WriteString("account_routing_override"u8, "NO_CONSTRAINT");
        json.WriteBoolean("is_deactivated"u8, false);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("account_ordering"u8);
        json.WriteStringValue(id);
        json.WriteEndArray();
        json.WriteString("default_account_id"u8, id);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
