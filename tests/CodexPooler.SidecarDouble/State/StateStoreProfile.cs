namespace CodexPooler.SidecarDouble.State;

/// <summary>Where stores differ. All are transactional and support etags and TTL unless told otherwise.</summary>
public sealed record StateStoreProfile(string Type, bool CollisionIsPlainFailure, bool Transactional = true)
{
    /// <summary>A lost create race is 409.</summary>
    public static StateStoreProfile InMemory { get; } = new("state.in-memory", CollisionIsPlainFailure: false);

    /// <summary>A lost create race is a plain 500 (contrib state/postgresql/v2).</summary>
    public static StateStoreProfile PostgreSql { get; } = new("state.postgresql", CollisionIsPlainFailure: true);
}
