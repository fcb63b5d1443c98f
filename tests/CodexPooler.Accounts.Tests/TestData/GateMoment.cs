namespace CodexPooler.Accounts.Tests.TestData;

internal enum GateMoment
{
    /// <summary>The other side never hears of the call.</summary>
    Before,

    /// <summary>The other side has acted, its answer does not arrive.</summary>
    After,

    /// <summary>Something else is answered.</summary>
    Instead,
}
