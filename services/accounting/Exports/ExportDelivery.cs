using CodexPooler.Contracts.Events;
using Dapr.Client;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounting.Exports;

/// <summary>Puts finished files where they are read: whole or not at all, and the same place for the same export.</summary>
internal sealed class ExportDelivery(IOptions<ExportOptions> options, IServiceProvider services)
{
    private readonly ExportOptions _options = options.Value;

    /// <summary>
    /// Where the export's folder is being written; on the disk it will be delivered to, so that a rename moves it.
    /// </summary>
    public string Staging(ExportRow export) => Path.Combine(Root, ".staging", $"{export.ExportId:N}-{Guid.CreateVersion7():N}");

    public async Task<string> DeliverAsync(
        ExportRow export, string staging, IReadOnlyList<ExportedFile> files, CancellationToken cancellationToken)
    {
        var target = Path.Combine(Root, export.FolderName);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        try
        {
            Directory.Move(staging, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            // Another replica, or this one before it was killed, delivered these very files: the bytes do not depend on who
            // writes.
            Directory.Delete(staging, recursive: true);
        }

        if (_options.Binding is { } binding) await SendAsync(binding, export, target, files, cancellationToken);
        return target;
    }

    private string Root => Path.GetFullPath(_options.Folder);

    private async Task SendAsync(
        string binding, ExportRow export, string folder, IReadOnlyList<ExportedFile> files, CancellationToken cancellationToken)
    {
        var dapr = services.GetRequiredService<DaprClient>();
        foreach (var name in files.Select(file => file.Name).Append("SHA256SUMS"))
        {
            var path = $"{export.FolderName}/{name}";
            // Object stores differ in what they call an object's name; each takes its own and leaves the others alone.
            var metadata = new Dictionary<string, string>
            {
                ["key"] = path,
                ["blobName"] = path,
                ["fileName"] = path,
                ["decodeBase64"] = "true",
            };
            var content = Convert.ToBase64String(await File.ReadAllBytesAsync(Path.Combine(folder, name), cancellationToken));
            await dapr.InvokeBindingAsync(binding, "create", content, metadata, cancellationToken);
        }
    }
}
