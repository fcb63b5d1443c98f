using CodexPooler.Contracts.Messaging;

namespace CodexPooler.Accounting.Intake;

/// <summary>
/// How much is taken from the queues at once. A transaction's fixed cost, which is mostly its flush and its roll-up rows, is
/// shared by the batch; more than a thousand turns gain nothing.
/// </summary>
internal static class IntakeLimits
{
    public static BatchLimits Turns { get; } = new(1000, TimeSpan.FromMilliseconds(100));

    public static BatchLimits Decisions { get; } = new(200, TimeSpan.FromMilliseconds(250));
}
