using System.ComponentModel.DataAnnotations;

namespace CodexPooler.ServiceDefaults.Tests.TestData;

internal sealed class NestedProbeOptions
{
    [AllowedValues("small", "large")]
    public string Size { get; set; } = "small";
}
