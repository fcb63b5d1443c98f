namespace CodexPooler.Testing.Codex;

/// <summary>A home, a Codex home and a working folder of one test's own, and the environment that keeps the CLI inside
/// them.</summary>
public sealed class CodexSandbox : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("codex-cli-");

    public CodexSandbox(CodexVersion version)
    {
        Version = version;
        foreach (var folder in (string[])[Home, CodexHome, WorkFolder]) Directory.CreateDirectory(folder);
    }

    public CodexVersion Version { get; }

    public string Home => Path.Combine(_root.FullName, "home");

    public string CodexHome => Path.Combine(Home, ".codex");

    public string WorkFolder => Path.Combine(_root.FullName, "work");

    public string AuthFile => Path.Combine(CodexHome, "auth.json");

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public CodexSandbox With(CodexSettings settings)
    {
        if (settings.ApiKey is { } key) Environment[CodexSettings.KeyVariable] = key;
        return WithConfig(settings.ToToml());
    }

    public CodexSandbox WithConfig(string toml)
    {
        File.WriteAllText(Path.Combine(CodexHome, "config.toml"), toml);
        return this;
    }

    /// <summary>Leads the CLI's outside traffic to the proxy and has it trust the proxy's certificates.</summary>
    public CodexSandbox Through(OutsideProxy proxy)
    {
        var authority = Path.Combine(_root.FullName, "authority.pem");
        File.WriteAllText(authority, proxy.AuthorityPem);
        foreach (var name in (string[])["HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"])
            Environment[name] = proxy.Address.ToString();
        foreach (var name in (string[])["CODEX_CA_CERTIFICATE", "SSL_CERT_FILE"]) Environment[name] = authority;
        return this;
    }

    public CodexSandbox WithAuth(string authJson)
    {
        File.WriteAllText(AuthFile, authJson);
        return this;
    }

    public CodexProcess Start(params IReadOnlyList<string> arguments) => CodexProcess.Start(this, arguments);

    public void Dispose() => _root.Delete(recursive: true);
}
