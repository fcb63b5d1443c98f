namespace CodexPooler.Data.Migrating;

/// <summary>What a database says was applied to it.</summary>
internal sealed class AppliedMigration
{
    public long Number { get; init; }

    public string Name { get; init; } = "";

    public string Checksum { get; init; } = "";
}
