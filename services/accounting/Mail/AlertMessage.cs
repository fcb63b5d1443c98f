namespace CodexPooler.Accounting.Mail;

/// <summary>A message to be sent.</summary>
/// <param name="Id">Stays the same when it is sent again, so that a receiver can tell.</param>
internal sealed record AlertMessage(Guid Id, IReadOnlyList<string> To, string Subject, string Text, DateTimeOffset At);
