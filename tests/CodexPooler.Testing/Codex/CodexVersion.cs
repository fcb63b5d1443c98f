namespace CodexPooler.Testing.Codex;

/// <summary>A published version of the Codex CLI that tests run, and where its package keeps the native binary.</summary>
public sealed record CodexVersion(string Number, string BinaryPath)
{
    private const string Native = "node_modules/@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl";

    public static CodexVersion Current { get; } = new("0.169.0", $"{Native}/bin/codex");

    public static CodexVersion V145 { get; } = new("0.145.0", $"{Native}/bin/codex");

    public static CodexVersion V125 { get; } = new("0.125.0", $"{Native}/codex/codex");

    public static CodexVersion V98 { get; } =
        new("0.98.0", "node_modules/@openai/codex/vendor/x86_64-unknown-linux-musl/codex/codex");

    public static IReadOnlyList<CodexVersion> All { get; } = [Current, V145, V125, V98];

    /// <summary>The folder of <c>tests/npm</c> that installs it.</summary>
    public string PackageFolder => $"codex-{Number}";

    public static CodexVersion Of(string number) => All.Single(version => version.Number == number);

    public override string ToString() => Number;
}
