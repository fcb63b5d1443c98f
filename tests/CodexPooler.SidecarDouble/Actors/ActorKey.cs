namespace CodexPooler.SidecarDouble.Actors;

public readonly record struct ActorKey(string Type, string Id)
{
    internal string Path => $"/actors/{Uri.EscapeDataString(Type)}/{Uri.EscapeDataString(Id)}";
}
