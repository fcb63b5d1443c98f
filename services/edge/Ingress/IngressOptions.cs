using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Edge.Ingress;

/// <summary>Who may reach the edge, and through which proxies.</summary>
internal sealed class IngressOptions : IValidatableObject
{
    public const string Section = "Ingress";

    /// <summary>Addresses and networks (CIDR) of the proxies in front. Forwarded headers of anybody else are ignored.</summary>
    public IReadOnlyList<string> TrustedProxies { get; set; } = [];

    /// <summary>Where a client's address is read when a trusted proxy calls.</summary>
    public ClientAddressSource AddressSource { get; set; }

    /// <summary>Which entry of `X-Forwarded-For` counts, from the right; 0 walks to the first that is no trusted proxy.</summary>
    [Range(0, 16)]
    public int ForwardedDepth { get; set; }

    /// <summary>Addresses and networks that may call; empty for all.</summary>
    public IReadOnlyList<string> AllowedAddresses { get; set; } = [];

    /// <summary>
    /// The address clients use, e.g. `https://pooler.example.com`. `GET /doctor` probes it, and signed-in clients are sent to it.
    /// </summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Longest time for the head of a request to arrive.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan HeadTimeout { get; set; } = TimeSpan.FromSeconds(15);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var rule in TrustedProxies.Where(rule => !AddressList.TryParse(rule, out _)))
            yield return NoAddress(rule, nameof(TrustedProxies));
        foreach (var rule in AllowedAddresses.Where(rule => !AddressList.TryParse(rule, out _)))
            yield return NoAddress(rule, nameof(AllowedAddresses));
        if (PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https")))
            yield return new($"is '{url}', which is not an http or https address", [nameof(PublicUrl)]);
    }

    private static ValidationResult NoAddress(string rule, string name) =>
        new($"holds '{rule}', which is neither an IP address nor a network like 10.0.0.0/8", [name]);
}
