using System.Text.Json;
using System.Text.Json.Serialization;

namespace CodexPooler.Accounts.Tokens;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(TokenRecord))]
internal sealed partial class TokenJson : JsonSerializerContext
{
    public static byte[] Write(TokenRecord record) => JsonSerializer.SerializeToUtf8Bytes(record, Default.TokenRecord);

    public static TokenRecord Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, Default.TokenRecord)
        ?? throw new JsonException("A token record is the JSON literal null.");
}
