using System.Globalization;
using System.Text.Json;

namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>One file an account, replaced whole. A lock file makes read-compare-rename one step across processes.</summary>
internal sealed class FileTokenVault : ITokenVault
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(5);
    private readonly string _folder;
    private readonly TimeProvider _time;

    public FileTokenVault(string folder, TimeProvider time)
    {
        _folder = folder;
        _time = time;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    public Task<VaultEntry?> ReadAsync(Guid accountId, CancellationToken cancellationToken) =>
        ReadAsync(PathOf(accountId), cancellationToken);

    public async Task<VaultWrite> TryWriteAsync(TokenRecord record, string? expectedVersion, CancellationToken cancellationToken)
    {
        var path = PathOf(record.AccountId);
        using var held = await LockAsync(path, cancellationToken);
        var current = await ReadAsync(path, cancellationToken);
        if (current?.Version != expectedVersion) return VaultWrite.Conflict;

        var version = (Number(expectedVersion) + 1).ToString(CultureInfo.InvariantCulture);
        await ReplaceAsync(path, version, record);
        return new(version);
    }

    public async Task<bool> TryDeleteAsync(Guid accountId, string expectedVersion, CancellationToken cancellationToken)
    {
        var path = PathOf(accountId);
        using var held = await LockAsync(path, cancellationToken);
        var current = await ReadAsync(path, cancellationToken);
        if (current?.Version != expectedVersion) return false;
        File.Delete(path);
        return true;
    }

    private static long Number(string? version) => version is null ? 0 : long.Parse(version, CultureInfo.InvariantCulture);

    private static async Task<VaultEntry?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
            var split = bytes.AsSpan().IndexOf((byte)'\n');
            if (split < 0) throw new VaultUnavailableException($"{path} is not a token file.");
            var version = System.Text.Encoding.ASCII.GetString(bytes, 0, split);
            return new(TokenJson.Read(bytes.AsSpan(split + 1)), version);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (JsonException)
        {
            throw new VaultUnavailableException($"{path} is damaged; restore it from a backup or link the account again.");
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new VaultUnavailableException($"{path} cannot be read: {cause.Message}", cause);
        }
    }

    // Not cancellable: a half-done replacement must end one way or the other.
    private static async Task ReplaceAsync(string path, string version, TokenRecord record)
    {
        var draft = $"{path}.{Guid.CreateVersion7():N}.new";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
            await using (var file = new FileStream(draft, options))
            {
                await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(version + "\n"), CancellationToken.None);
                await file.WriteAsync(TokenJson.Write(record), CancellationToken.None);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            File.Delete(draft);
            throw new VaultUnavailableException($"{path} cannot be written: {cause.Message}", cause);
        }
    }

    private async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (_time.GetElapsedTime(began) < LockPatience)
            {
                await Task.Delay(LockRetry, _time, cancellationToken);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                throw new VaultUnavailableException($"{path} cannot be locked: {cause.Message}", cause);
            }
        }
    }

    private string PathOf(Guid accountId) => Path.Combine(_folder, VaultName.Of(accountId));
}
