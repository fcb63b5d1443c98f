using System.Collections.Concurrent;
using System.Security.Cryptography;
using CodexPooler.Simulator.Control;

namespace CodexPooler.Simulator.Files;

/// <summary>Files of all accounts. An account sees its own only.</summary>
internal sealed class FileShelf : IResettable
{
    private readonly ConcurrentDictionary<string, StoredFile> _files = new(StringComparer.Ordinal);
    private int _pendingPolls;

    /// <summary>How often the next files say "retry" when finalised.</summary>
    public int PendingPolls
    {
        get => Volatile.Read(ref _pendingPolls);
        set => Volatile.Write(ref _pendingPolls, value);
    }

    public StoredFile Create(string accountId, string name, long size, string useCase)
    {
        var id = $"file_{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        var file = new StoredFile(id, accountId, name, size, useCase, RandomNumberGenerator.GetHexString(32, lowercase: true))
        {
            PendingPolls = PendingPolls,
        };
        return _files[id] = file;
    }

    public StoredFile? Find(string accountId, string id) =>
        _files.TryGetValue(id, out var file) && file.AccountId == accountId ? file : null;

    public StoredFile? FindUpload(string id, string uploadKey) =>
        _files.TryGetValue(id, out var file) && file.UploadKey == uploadKey ? file : null;

    public StoredFile Put(StoredFile file) => _files[file.Id] = file;

    public void Reset()
    {
        _files.Clear();
        PendingPolls = 0;
    }
}
