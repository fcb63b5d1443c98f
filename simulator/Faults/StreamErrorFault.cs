namespace CodexPooler.Simulator.Faults;

/// <summary>An error told inside a stream that began with 200 (or inside an open socket).</summary>
public sealed record StreamErrorFault
{
    /// <summary>failed (response.failed), error (error event or frame) or incomplete (response.incomplete).</summary>
    public string Kind { get; init; } = "failed";

    public string Code { get; init; } = "server_error";

    public string? Type { get; init; }

    public string Message { get; init; } = "The simulator was told to fail here.";

    /// <summary>Events sent before it; 0 is before response.created.</summary>
    public int AfterEvents { get; init; }

    /// <summary>Status inside an error frame; null leaves it out, as the backend sometimes does.</summary>
    public int? Status { get; init; }

    /// <summary>Adds resets_at, resets_in_seconds and plan_type from the account's windows.</summary>
    public bool WithResets { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
