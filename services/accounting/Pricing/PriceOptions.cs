using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Accounting.Pricing;

/// <summary>Where prices come from, beside the book this build carries.</summary>
public sealed class PriceOptions
{
    public const string Section = "Accounting:Prices";

    /// <summary>A price book file; read at start and when it changes. Takes the place of the built-in book.</summary>
    public string? File { get; set; }

    /// <summary>An address a price book is fetched from; it must answer the book's own format.</summary>
    public Uri? Url { get; set; }

    /// <summary>How often file and address are read again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan Refresh { get; set; } = TimeSpan.FromHours(1);
}
