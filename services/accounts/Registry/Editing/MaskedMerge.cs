using System.Collections;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Accounts.Registry.Editing;

/// <summary>Takes over the fields that a mask names. The library's own merge takes a map for a list and fails.</summary>
internal static class MaskedMerge
{
    public static void Apply<T>(FieldMask fields, T wish, T target)
        where T : class, IMessage<T>
    {
        var maps = fields.Paths.Where(path => target.Descriptor.FindFieldByName(path)?.IsMap == true).ToHashSet();
        var others = new FieldMask { Paths = { fields.Paths.Where(path => !maps.Contains(path)) } };
        others.Merge(wish, target, new FieldMask.MergeOptions { ReplaceMessageFields = true, ReplaceRepeatedFields = true });
        foreach (var path in maps) Replace(path, wish.Clone(), target);
    }

    private static void Replace(string path, IMessage from, IMessage to)
    {
        var field = to.Descriptor.FindFieldByName(path);
        var target = (IDictionary)field.Accessor.GetValue(to);
        target.Clear();
        foreach (DictionaryEntry entry in (IDictionary)field.Accessor.GetValue(from)) target[entry.Key] = entry.Value;
    }
}
