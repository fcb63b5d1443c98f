namespace CodexPooler.Simulator.Responses.Requests;

internal readonly record struct SealedItem(string? ItemId, string EncryptedContent);
