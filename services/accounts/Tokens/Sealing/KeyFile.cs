using System.Security.Cryptography;

namespace CodexPooler.Accounts.Tokens.Sealing;

/// <summary>The ring in a file of its own, made at the first start. Standalone's second store.</summary>
internal sealed class KeyFile(string path) : IKeyRingSource
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public async ValueTask<KeyRing> LoadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) await CreateAsync(cancellationToken);
        RefuseIfShared();
        return KeyRingDocument.Parse(await File.ReadAllBytesAsync(path, cancellationToken));
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var key = new SealingKey("k1", RandomNumberGenerator.GetBytes(SealingKey.Length));
        var draft = $"{path}.{Guid.CreateVersion7():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        await using (var file = new FileStream(draft, options))
        {
            await file.WriteAsync(KeyRingDocument.Write(key.Id, [key]), cancellationToken);
            file.Flush(flushToDisk: true);
        }

        try
        {
            // Never over another process's key: what that one sealed would be lost.
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }

    private void RefuseIfShared()
    {
        if (OperatingSystem.IsWindows()) return;
        if ((File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
            throw new KeyRingException($"The key file {path} can be read by others. Run: chmod 600 {path}");
    }
}
