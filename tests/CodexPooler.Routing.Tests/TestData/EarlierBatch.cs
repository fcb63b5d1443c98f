namespace CodexPooler.Routing.Tests.TestData;

/// <param name="Unknown">Fields an earlier router passed over.</param>
internal sealed record EarlierBatch(
    string Origin, long Sequence, bool IsSnapshot, IReadOnlyList<EarlierLease> Leases, IReadOnlyList<int> Unknown);
