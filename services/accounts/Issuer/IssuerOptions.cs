using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Accounts.Issuer;

/// <summary>The OAuth issuer that the linked accounts belong to.</summary>
internal sealed class IssuerOptions
{
    /// <summary>Origin of the issuer.</summary>
    [Required]
    public Uri Url { get; set; } = new("https://auth.openai.com");

    /// <summary>The public client id of the Codex client; its tokens are what the backend accepts.</summary>
    [Required]
    public string ClientId { get; set; } = "app_EMoamEEZ73f0CkXaXp7hrann";

    /// <summary>How long one exchange may take.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ExchangeTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
