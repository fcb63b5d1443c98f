using CodexPooler.SidecarDouble;

namespace CodexPooler.Accounting.Tests.Exports;

/// <summary>A sidecar whose output binding writes into a folder.</summary>
internal sealed class BindingPlace : IAsyncDisposable
{
    private BindingPlace(Sidecar sidecar, string folder) => (Sidecar, Folder) = (sidecar, folder);

    public Sidecar Sidecar { get; }

    public string Folder { get; }

    public static async Task<BindingPlace> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("codex-pooler-binding-").FullName;
        var sidecar = await Sidecar.StartAsync(new SidecarOptions
        {
            AppId = "accounting",
            Bindings = new Dictionary<string, string?> { [ExportRig.Binding] = folder },
        });
        return new(sidecar, folder);
    }

    public async ValueTask DisposeAsync()
    {
        await Sidecar.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
