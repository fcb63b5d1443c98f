namespace CodexPooler.Simulator.Quota;

/// <summary>One limit (the account's own, or a model's) with its one or two windows.</summary>
internal sealed record LimitState(string? LimitId, string? LimitName, IReadOnlyList<WindowState> Windows)
{
    public bool Exhausted => Windows.Any(window => window.Exhausted);

    public WindowState? Slot(WindowSlot slot)
    {
        foreach (var window in Windows)
        {
            if (window.Slot == slot) return window;
        }
        return null;
    }

    /// <summary>When the last exhausted window resets: the moment the account can work again.</summary>
    public DateTimeOffset? UsableAt => Exhausted ? Windows.Where(window => window.Exhausted).Max(window => window.ResetAt) : null;
}
