using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Accounts.Linking;

/// <summary>How accounts join: the client identity of a login, and how long one may take.</summary>
internal sealed class LinkingOptions
{
    /// <summary>Origin of the backend that linked accounts are served from.</summary>
    [Required]
    public Uri UpstreamBase { get; set; } = new("https://chatgpt.com");

    /// <summary>Where the browser ends when there is no public address: the person pastes it back.</summary>
    [Required]
    public Uri PastedCallback { get; set; } = new("http://localhost:1455/auth/callback");

    /// <summary>Scopes asked for in the browser.</summary>
    [Required]
    public string Scope { get; set; } = "openid profile email offline_access api.connectors.read api.connectors.invoke";

    /// <summary>How long a browser login may take.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan BrowserLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a device code may wait, if the issuer does not say less.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan DeviceLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Shortest pause between two questions whether the code was approved, whatever the issuer allows.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan ShortestPoll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a replica may be silent before another goes on with its logins.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:05:00")]
    public TimeSpan TakeOverAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the end of a login can still be read.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan KeepEnded { get; set; } = TimeSpan.FromMinutes(10);
}
