namespace CodexPooler.Accounts.Quota.Evidence;

/// <summary>A window is its limit and its duration: the slot it arrived in has been reused for other durations.</summary>
internal readonly record struct WindowKey(string Limit, int Minutes) : IComparable<WindowKey>
{
    public int CompareTo(WindowKey other)
    {
        var byLimit = string.CompareOrdinal(Limit, other.Limit);
        return byLimit != 0 ? byLimit : Minutes.CompareTo(other.Minutes);
    }
}
