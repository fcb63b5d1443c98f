namespace CodexPooler.Testing.Documents;

/// <summary>A guide of docs/clients, for tests that do what it says.</summary>
public sealed class ClientGuide
{
    public const string WrittenAddress = "http://localhost:4000";

    private readonly string _text;

    private ClientGuide(string text) => _text = text;

    public static string Folder { get; } = Path.Combine(Repository.Root, "docs", "clients");

    public static ClientGuide Read(string name) => new(File.ReadAllText(Path.Combine(Folder, name)));

    /// <summary>The code blocks of a language that hold a text, as written but for the gateway's address.</summary>
    public string Block(string language, string holding, Uri gateway)
    {
        var fence = $"```{language}\n";
        var blocks = _text.Split(fence).Skip(1).Select(rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)]);
        return blocks.Single(block => block.Contains(holding, StringComparison.Ordinal))
            .Replace(WrittenAddress, gateway.ToString().TrimEnd('/'), StringComparison.Ordinal);
    }
}
