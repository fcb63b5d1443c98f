namespace CodexPooler.Accounts.Linking.Importing;

/// <summary>
/// The system's own notices of changes to one file, where it gives any. It watches the folder, because tools replace such a file
/// by renaming another over it. Network file systems tell nothing, a folder may not be there yet or be replaced, and a machine
/// has only so many watches: whoever uses this must look by themselves too, and renew it now and then.
/// </summary>
internal sealed class FolderNotices(Action changed) : IDisposable
{
    private FileSystemWatcher? _watcher;
    private string _path = "";
    private volatile bool _isBroken;
    private volatile bool _told;

    /// <summary>Whether there was a notice since this was last asked.</summary>
    public bool TakeTold()
    {
        var told = _told;
        _told = false;
        return told;
    }

    /// <summary>Watches again if the last watch ended or was for another path.</summary>
    /// <returns>Why there are no notices for now; null when there are.</returns>
    public string? Renew(string path, bool anew = false)
    {
        if (!anew && _watcher is not null && !_isBroken && _path == path) return null;
        Dispose();
        (_path, _isBroken) = (path, false);
        try
        {
            _watcher = Open(path);
            return null;
        }
        catch (Exception cause) when (cause is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return cause.Message;
        }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        _watcher = null;
    }

    private FileSystemWatcher Open(string path)
    {
        var watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        try
        {
            watcher.Changed += (_, _) => Tell();
            watcher.Created += (_, _) => Tell();
            watcher.Renamed += (_, _) => Tell();
            watcher.Error += (_, _) => _isBroken = true;
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch
        {
            watcher.Dispose();
            throw;
        }
    }

    private void Tell()
    {
        _told = true;
        changed();
    }
}
