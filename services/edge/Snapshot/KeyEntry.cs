using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Edge.Snapshot;

/// <summary>A Pool key and the Pool it opens, as of one version of the directory.</summary>
internal sealed record KeyEntry(ApiKey Key, Pool? Pool);
