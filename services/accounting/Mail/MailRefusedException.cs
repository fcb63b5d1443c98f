namespace CodexPooler.Accounting.Mail;

/// <summary>The mail server did not take a message. Its own words may name addresses, so only its code is told.</summary>
internal sealed class MailRefusedException(string message, Exception? inner = null) : Exception(message, inner);
