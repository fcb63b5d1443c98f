using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Accounting.Exports;

/// <summary>When billing exports are made and where they go.</summary>
public sealed class ExportOptions
{
    public const string Section = "Accounting:Exports";

    /// <summary><c>None</c> (on request only), <c>Daily</c> or <c>Monthly</c>.</summary>
    public ExportSchedule Schedule { get; set; } = ExportSchedule.None;

    /// <summary>How long after a period's end its export is made; what arrives later goes into a correction.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan Delay { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many past periods are looked at for late turns and corrections.</summary>
    [Range(1, 36)]
    public int LookBack { get; set; } = 3;

    /// <summary>The folder exports are delivered into.</summary>
    [Required]
    public string Folder { get; set; } = "exports";

    /// <summary>A Dapr output binding the files are also delivered through, for example <c>billing-exports</c>.</summary>
    public string? Binding { get; set; }

    /// <summary>Where each delivered export is announced as a CloudEvent, beside the bus.</summary>
    public Uri? CloudEvents { get; set; }
}
