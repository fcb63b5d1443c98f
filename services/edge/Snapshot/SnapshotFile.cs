using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Edge.Snapshot;

/// <summary>The last known good copy on disk: the edge knows its keys even when it starts alone.</summary>
internal sealed class SnapshotFile(string path, ILogger<SnapshotFile> logger)
{
    public DirectoryUpdate? Read()
    {
        try
        {
            return File.Exists(path) ? DirectoryUpdate.Parser.ParseFrom(File.ReadAllBytes(path)) : null;
        }
        catch (Exception cause) when (cause is IOException or InvalidProtocolBufferException or UnauthorizedAccessException)
        {
            Log.CopyUnreadable(logger, path, cause.Message);
            return null;
        }
    }

    public void Write(DirectoryUpdate update)
    {
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder) System.IO.Directory.CreateDirectory(folder);
            var draft = path + ".new";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(draft, options)) update.WriteTo(file);
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            Log.CopyNotKept(logger, path, cause.Message);
        }
    }
}
