using System.Text.Json;

namespace CodexPooler.Standalone.Demo;

/// <summary>What a client of the demo has to know; the content of demo.json.</summary>
internal sealed record DemoAccess(string BaseUrl, string ApiKey, string McpToken, string ConsoleUrl, string SimulatorUrl)
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    public static async Task<DemoAccess?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize<DemoAccess>(await File.ReadAllTextAsync(path, cancellationToken), Format);
        }
        catch (JsonException)
        {
            // A file somebody damaged is written anew, with a new key.
            return null;
        }
    }

    public async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var half = path + ".new";
        File.Delete(half);
        await using (var file = new FileStream(half, options))
            await JsonSerializer.SerializeAsync(file, this, Format, cancellationToken);
        File.Move(half, path, overwrite: true);
    }
}
