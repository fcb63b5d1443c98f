namespace CodexPooler.Simulator.Quota;

/// <summary>A window as it stands at one moment.</summary>
internal readonly record struct WindowState(
    WindowSlot Slot, int Minutes, double UsedPercent, DateTimeOffset ResetAt, int ResetAfterSeconds, bool Exhausted);
