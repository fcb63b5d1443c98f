namespace CodexPooler.Edge.Errors;

/// <summary>One refusal on its way to a client.</summary>
internal sealed record ClientError(ErrorCode Kind)
{
    public string? Message { get; init; }

    public string? Parameter { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    public DateTimeOffset? ResetsAt { get; init; }

    public int Status { get; init; } = Kind.Status;

    public string Type { get; init; } = Kind.Type;

    public string Code { get; init; } = Kind.Code;

    /// <summary>The client's context is lost upstream: it has to send everything again.</summary>
    public bool ResendInFull { get; init; }

    public string Text => Message ?? Kind.Message;
}
