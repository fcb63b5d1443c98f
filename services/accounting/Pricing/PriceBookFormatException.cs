namespace CodexPooler.Accounting.Pricing;

/// <summary>A price book that cannot be used; the message names the place and what is expected there.</summary>
internal sealed class PriceBookFormatException(string message, Exception? inner = null) : Exception(message, inner);
