using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Edge.Bodies;

/// <summary>How large a request body may be, and how long it may take.</summary>
internal sealed class BodyOptions
{
    public const string Section = "Bodies";

    /// <summary>Most bytes of a body that arrives compressed.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxCompressedBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Most bytes of a body once nothing compresses it any more; also the limit of a body that never was.</summary>
    [Range(1024, 1024 * 1024 * 1024)]
    public int MaxBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Most times a compressed body may grow; bodies that stay below one MiB are not held to it.</summary>
    [Range(2, 10_000)]
    public int MaxRatio { get; set; } = 200;

    /// <summary>
    /// Longest decompression, and longest time in which an arriving body may fall short of the next 64 KiB. A large image over a
    /// slow line goes through; a client that drips bytes does not.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}
