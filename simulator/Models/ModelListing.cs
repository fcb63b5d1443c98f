namespace CodexPooler.Simulator.Models;

internal sealed record ModelListing(ReadOnlyMemory<byte> Body, string ETag);
