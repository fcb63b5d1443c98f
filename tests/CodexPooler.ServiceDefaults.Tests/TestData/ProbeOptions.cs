using System.ComponentModel.DataAnnotations;

namespace CodexPooler.ServiceDefaults.Tests.TestData;

internal sealed class ProbeOptions
{
    [Range(1, 10)]
    public int Width { get; set; } = 5;

    [Required]
    public string? Name { get; set; } = "probe";

    public TimeSpan Pause { get; set; }

    [MinLength(12)]
    public string ApiToken { get; set; } = "long-enough-token";

    public NestedProbeOptions Nested { get; set; } = new();

    public Dictionary<string, string> Labels { get; } = [];
}
