namespace CodexPooler.Accounting.Mail;

/// <summary>How the connection to the mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>Plain until the server has been asked to start TLS; nothing is sent when it does not.</summary>
    StartTls,

    /// <summary>TLS from the first byte, usually on port 465.</summary>
    Tls,

    /// <summary>None: for a relay on this machine.</summary>
    None,
}
