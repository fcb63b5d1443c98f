namespace CodexPooler.Edge.Inspection;

/// <summary>
/// An input item that only the account that made it can read: what kind, where it stands, and a mark to know it by.
/// </summary>
/// <param name="Mark">Made from the end of the encrypted content: ids are not always sent back.</param>
internal readonly record struct SealedItem(string Kind, Range Place, string Mark);
