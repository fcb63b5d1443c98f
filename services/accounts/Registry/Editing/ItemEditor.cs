using CodexPooler.Accounts.Registry.Storage;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Accounts.Registry.Editing;

/// <summary>Loads, guards by revision, merges and stores one kind of item. What is allowed is decided by its caller.</summary>
internal sealed class ItemEditor<T>(DirectoryKind kind, string what, MessageParser<T> parser, Action<T, string, long> stamp)
    where T : class, IMessage<T>
{
    public async Task<T> LoadAsync(DirectoryChange change, string id)
    {
        var item = await change.FindAsync(kind, Refusals.Id(what, id)) ?? throw Refusals.Unknown(what, id);
        return parser.ParseFrom(item.Body);
    }

    /// <summary>The stored item with the masked fields of <paramref name="wish"/>; without a mask, the whole wish.</summary>
    public async Task<(T Before, T After, long Revision)> MergeAsync(
        DirectoryChange change, string id, long knownRevision, T wish, FieldMask? fields)
    {
        var item = await change.FindAsync(kind, Refusals.Id(what, id)) ?? throw Refusals.Unknown(what, id);
        Refusals.IfStale(what, id, knownRevision, item.Revision);
        var before = parser.ParseFrom(item.Body);
        if (fields is null || fields.Paths.Count == 0) return (before, wish.Clone(), item.Revision);

        Check(fields);
        var after = before.Clone();
        MaskedMerge.Apply(fields, wish, after);
        return (before, after, item.Revision);
    }

    public async Task<T> StoreAsync(DirectoryChange change, string id, long revision, T value, string? uniqueName = null)
    {
        stamp(value, id, revision + 1);
        await change.PutAsync(kind, Guid.Parse(id), revision + 1, value.ToByteArray(), uniqueName);
        return value;
    }

    public Task<T> AddAsync(DirectoryChange change, T value, string? uniqueName = null) =>
        StoreAsync(change, Guid.CreateVersion7(change.Now).ToString(), 0, value, uniqueName);

    public async Task<IReadOnlyList<T>> ListAsync(DirectoryStore store, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(kind, cancellationToken)).Select(item => parser.ParseFrom(item.Body))];

    public async Task<IReadOnlyList<T>> ListAsync(DirectoryChange change) =>
        [.. (await change.ListAsync(kind)).Select(item => parser.ParseFrom(item.Body))];

    private static void Check(FieldMask fields)
    {
        var problems = new FieldProblems();
        foreach (var path in fields.Paths.Where(path => !FieldMask.IsValid<T>(path))) problems.Add(path, "is not a field");
        problems.ThrowIfAny();
    }
}
