using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounting.Mail;

/// <summary>
/// Sends a message by SMTP (RFC 5321) with STARTTLS (RFC 3207) or TLS and AUTH PLAIN or LOGIN (RFC 4954). It never falls back to
/// an unprotected connection.
/// </summary>
internal sealed class SmtpSender(IOptions<MailOptions> options, MailPassword password, TimeProvider time)
{
    private readonly MailOptions _options = options.Value;

    public bool IsConfigured => _options.Host is not null;

    /// <exception cref="MailRefusedException">The server did not take it, for now or for good.</exception>
    public async Task SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(_options.Host!, _options.Port, both.Token);
            await using var server = new SmtpConnection(client.GetStream());
            await GreetAsync(server, both.Token);
            await DeliverAsync(server, message, both.Token);
        }
        catch (Exception failure) when (failure is SocketException or IOException or AuthenticationException)
        {
            throw new MailRefusedException($"it cannot be reached safely ({failure.Message})", failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MailRefusedException($"it took longer than {_options.Timeout}");
        }
    }

    private async Task GreetAsync(SmtpConnection server, CancellationToken cancellationToken)
    {
        if (_options.Security == SmtpSecurity.Tls) await server.StartTlsAsync(Trust(), cancellationToken);
        Expect(await server.ReadAsync(cancellationToken), 220, "greeting");
        var features = await HelloAsync(server, cancellationToken);
        if (_options.Security == SmtpSecurity.StartTls)
        {
            if (features.Feature("STARTTLS") is null) throw new MailRefusedException("it offers no STARTTLS");
            Expect(await server.SendAsync("STARTTLS", cancellationToken), 220, "STARTTLS");
            await server.StartTlsAsync(Trust(), cancellationToken);
            features = await HelloAsync(server, cancellationToken);
        }

        if (_options.Username is { } user) await SignInAsync(server, features, user, cancellationToken);
    }

    private static async Task<SmtpReply> HelloAsync(SmtpConnection server, CancellationToken cancellationToken) =>
        Expect(await server.SendAsync("EHLO codex-pooler.localdomain", cancellationToken), 250, "EHLO");

    private async Task SignInAsync(SmtpConnection server, SmtpReply features, string user, CancellationToken cancellationToken)
    {
        var secret = (await password.ReadAsync(cancellationToken)).Reveal();
        if (features.Feature("AUTH")?.Split(' ').Contains("PLAIN", StringComparer.OrdinalIgnoreCase) == true)
        {
            Expect(await server.SendAsync($"AUTH PLAIN {Base64($"\0{user}\0{secret}")}", cancellationToken), 235, "AUTH");
            return;
        }

        Expect(await server.SendAsync("AUTH LOGIN", cancellationToken), 334, "AUTH");
        Expect(await server.SendAsync(Base64(user), cancellationToken), 334, "AUTH");
        Expect(await server.SendAsync(Base64(secret), cancellationToken), 235, "AUTH");
    }

    private async Task DeliverAsync(SmtpConnection server, AlertMessage message, CancellationToken cancellationToken)
    {
        Expect(await server.SendAsync($"MAIL FROM:<{_options.From}>", cancellationToken), 250, "MAIL");
        foreach (var recipient in message.To)
            Expect(await server.SendAsync($"RCPT TO:<{recipient}>", cancellationToken), 250, "RCPT");
        Expect(await server.SendAsync("DATA", cancellationToken), 354, "DATA");
        Expect(await server.SendAsync(MailText.Of(message, _options.From!) + ".", cancellationToken), 250, "DATA");
        try
        {
            await server.SendAsync("QUIT", cancellationToken);
        }
        catch (Exception late) when (late is IOException or MailRefusedException)
        {
            // It has the message; that it hangs up first is no reason to send it again.
        }
    }

    private SslClientAuthenticationOptions Trust()
    {
        var tls = new SslClientAuthenticationOptions { TargetHost = _options.Host };
        if (_options.AuthorityFile is not { } file) return tls;
        tls.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        tls.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        return tls;
    }

    private static SmtpReply Expect(SmtpReply reply, int code, string step) =>
        reply.Code == code ? reply : throw new MailRefusedException($"it answered {step} with {reply.Code}");

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
