namespace CodexPooler.Simulator.Quota;

/// <summary>Where a window is reported; a weekly window may sit in the primary slot.</summary>
public enum WindowSlot
{
    Primary,
    Secondary,
}
