using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace CodexPooler.Accounts.Registry.Editing;

/// <summary>The fields an edit changed, for the audit log. Bytes (hashes, catalogue entries) are named, not shown.</summary>
internal static class Differences
{
    public static IReadOnlyDictionary<string, object> Between<T>(T before, T after)
        where T : IMessage<T>
    {
        var differences = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var field in before.Descriptor.Fields.InDeclarationOrder().Where(field => field.Name != "revision"))
        {
            var was = field.Accessor.GetValue(before);
            var now = field.Accessor.GetValue(after);
            if (Equals(was, now)) continue;
            differences[field.Name] = field.FieldType == FieldType.Bytes
                ? "changed"
                : new { Was = was?.ToString(), Now = now?.ToString() };
        }

        return differences;
    }
}
