namespace CodexPooler.Contracts.Events;

/// <summary>Something a turn used that the price book does not price by tokens.</summary>
/// <param name="Kind">For example <c>image</c>, <c>audio_second</c>, <c>web_search</c>.</param>
/// <param name="Quantity">How many.</param>
public sealed record UnpricedQuantity(string Kind, long Quantity);
