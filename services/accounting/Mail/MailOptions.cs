using System.ComponentModel.DataAnnotations;
using System.Net;

namespace CodexPooler.Accounting.Mail;

/// <summary>The mail server alerts are sent through.</summary>
public sealed class MailOptions : IValidatableObject
{
    public const string Section = "Accounting:Mail";

    /// <summary>The server; without one no alert is sent by e-mail.</summary>
    public string? Host { get; set; }

    /// <summary>The port: 587 for submission, 465 for TLS from the start.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary><c>StartTls</c>, <c>Tls</c> or <c>None</c>.</summary>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>The sender's address.</summary>
    public string? From { get; set; }

    /// <summary>Who to sign in as; without it nobody signs in.</summary>
    public string? Username { get; set; }

    /// <summary>A file that holds the password.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>A secret of <see cref="SecretStore"/> that holds the password under <see cref="SecretKey"/>.</summary>
    public string? Secret { get; set; }

    /// <summary>The Dapr secret store of <see cref="Secret"/>.</summary>
    public string SecretStore { get; set; } = "codex-pooler-secrets";

    /// <summary>The password's name in the secret.</summary>
    public string SecretKey { get; set; } = "password";

    /// <summary>Certificates in PEM to trust instead of the system's, for a server of your own authority.</summary>
    public string? AuthorityFile { get; set; }

    /// <summary>How long one message may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Host is null) yield break;
        if (!MailAddresses.IsUsable(From)) yield return new("is needed: the address alerts come from", [nameof(From)]);
        if (Username is not null && PasswordFile is null && Secret is null)
            yield return new("needs PasswordFile or Secret beside it", [nameof(Username)]);
        if (Username is not null && Security == SmtpSecurity.None && !IsLoopback)
            yield return new("would let the password travel in clear; use StartTls or Tls", [nameof(Security)]);
        foreach (var (file, name) in new[] { (PasswordFile, nameof(PasswordFile)), (AuthorityFile, nameof(AuthorityFile)) })
            if (file is not null && !File.Exists(file)) yield return new($"names '{file}', which does not exist", [name]);
    }

    private bool IsLoopback =>
        Host is "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));
}
