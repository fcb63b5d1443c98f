using System.Text.Json.Serialization;

namespace CodexPooler.Accounts.Tokens;

/// <summary>One account's credential at rest. Everything secret is inside <see cref="Sealed"/>.</summary>
internal sealed record TokenRecord
{
    public required Guid AccountId { get; init; }

    /// <summary>The generation: one higher after every rotation.</summary>
    public required long Epoch { get; init; }

    [JsonConverter(typeof(JsonStringEnumConverter<TokenStatus>))]
    public required TokenStatus Status { get; init; }

    /// <summary>Who is exchanging, while the status is refreshing.</summary>
    public Guid? AttemptId { get; init; }

    public int LeaseSeconds { get; init; }

    public required string KeyId { get; init; }

    public required byte[] Sealed { get; init; }

    /// <summary>Tells two refresh tokens apart without revealing either.</summary>
    public required byte[] Fingerprint { get; init; }

    public string? Reason { get; init; }
}
