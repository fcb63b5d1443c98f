using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Cli.Output;

/// <summary>
/// Messages as scripts want them: snake_case, numbers as numbers, enums as plain words. Hashes of 64 bits are told in
/// hexadecimal, other bytes are left out.
/// </summary>
internal static class MessageJson
{
    public static JsonObject Of(IMessage message)
    {
        var json = new JsonObject();
        foreach (
            var field in message.Descriptor.Fields.InDeclarationOrder().Where(
                field => field.IsMap || field.FieldType != FieldType.Bytes))
            json[field.Name] = Value(field, field.Accessor.GetValue(message));
        return json;
    }

    public static string Word(EnumDescriptor type, int number)
    {
        var prefix = string.Concat(type.Name.Select((c,
            i) => char.IsUpper(c) && i > 0 ? $"_{c}" : $"{char.ToUpperInvariant(c)}")) + "_";
        var name = type.FindValueByNumber(number)?.Name ?? number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return (name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name).ToLowerInvariant();
    }

    private static JsonNode? Value(FieldDescriptor field, object? value)
    {
        if (field.IsMap) return Map(field, (System.Collections.IDictionary)value!);
        if (!field.IsRepeated) return Single(field, value);
        return new JsonArray([.. ((System.Collections.IEnumerable)value!).Cast<object?>().Select(item => Single(field, item))]);
    }

    private static JsonObject Map(FieldDescriptor field, System.Collections.IDictionary entries)
    {
        var json = new JsonObject();
        var valueField = field.MessageType.FindFieldByNumber(2);
        foreach (System.Collections.DictionaryEntry entry in entries)
            json[entry.Key.ToString()!] = Single(valueField, entry.Value);
        return json;
    }

    private static JsonNode? Single(FieldDescriptor field, object? value) => value switch
    {
        null => null,
        Timestamp time => JsonValue.Create(time.ToDateTimeOffset()),
        IMessage message => Of(message),
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        long number => JsonValue.Create(number),
        ulong hash => JsonValue.Create(hash.ToString("x16", System.Globalization.CultureInfo.InvariantCulture)),
        int number when field.FieldType != FieldType.Enum => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        _ => JsonValue.Create(Word(field.EnumType, Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture))),
    };
}
