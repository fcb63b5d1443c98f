namespace CodexPooler.Routing.Gates;

internal readonly record struct MarkReading(long Until, bool Authoritative, bool Usage, bool Credential, string Rule)
{
    public static readonly MarkReading None = new(0, false, false, false, "");
}
