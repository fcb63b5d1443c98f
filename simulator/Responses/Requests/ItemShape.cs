namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>The members an item type may have, and how its ids begin.</summary>
internal sealed class ItemShape(string? idPrefix, params string[] members)
{
    private readonly HashSet<string> _members = new(members, StringComparer.Ordinal)
    {
        "type", "id", "status",
        // The default client puts it on every item; only a stricter backend than this one refuses it.
        "internal_chat_message_metadata_passthrough",
    };

    public string? IdPrefix => idPrefix;

    public bool Allows(string member) => _members.Contains(member);
}
