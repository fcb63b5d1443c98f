namespace CodexPooler.Accounting.Mail;

/// <summary>A server's answer: RFC 5321, section 4.2.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>What a feature of the answer to EHLO says beside its name; null when the server has no such feature.</summary>
    public string? Feature(string name) => Lines
        .Where(line => line.Equals(name, StringComparison.OrdinalIgnoreCase)
            || line.StartsWith(name + " ", StringComparison.OrdinalIgnoreCase))
        .Select(line => line[name.Length..].Trim())
        .FirstOrDefault();
}
