using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Threading.Channels;
using CodexPooler.Accounting.Mail;
using CodexPooler.Testing;
using CodexPooler.Testing.Npm;

namespace CodexPooler.Accounting.Tests.Mail;

/// <summary>An SMTP server of another hand (npm smtp-server) in a process of its own, with STARTTLS or TLS and AUTH.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string Username = "alerts";
    public const string Password = "p4ss wörd";

    private readonly Process _process;
    private readonly string _folder;
    private readonly Channel<JsonElement> _lines = Channel.CreateUnbounded<JsonElement>();
    private readonly Task _reading;

    private MailServer(Process process, string folder)
    {
        (_process, _folder) = (process, folder);
        _reading = ReadAsync();
    }

    public int Port { get; private set; }

    public string AuthorityFile => Path.Combine(_folder, "cert.pem");

    public static async Task<MailServer> StartAsync(SmtpSecurity security, int refusals = 0)
    {
        var folder = Directory.CreateTempSubdirectory("codex-pooler-mail-").FullName;
        using (var key = RSA.Create(2048))
        {
            var request = new CertificateRequest("CN=mail", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddIpAddress(System.Net.IPAddress.Loopback);
            request.CertificateExtensions.Add(names.Build());
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            await File.WriteAllTextAsync(Path.Combine(folder, "cert.pem"), certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "password"), Password + "\n");
        var start = new ProcessStartInfo("node",
            [Path.Combine(Repository.Root, "tests", "npm", "smtp", "server.js"), folder, security.ToString().ToLowerInvariant(),
                Username, Password, $"{refusals}"])
        { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["SMTP_MODULES"] = NpmCache.Require("smtp");
        var server = new MailServer(Process.Start(start)!, folder);
        server.Port = (await server.NextAsync()).GetProperty("port").GetInt32();
        return server;
    }

    public MailOptions Options(SmtpSecurity security) => new()
    {
        Host = "127.0.0.1",
        Port = Port,
        Security = security,
        From = "pooler@example.org",
        Username = Username,
        PasswordFile = Path.Combine(_folder, "password"),
        AuthorityFile = AuthorityFile,
    };

    /// <summary>The next message it took.</summary>
    public async Task<JsonElement> NextAsync() => await _lines.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public bool HasMore => _lines.Reader.TryPeek(out _);

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
            await _lines.Writer.WriteAsync(JsonDocument.Parse(line).RootElement);
        _lines.Writer.Complete(new IOException("the mail server has ended"));
    }
}
