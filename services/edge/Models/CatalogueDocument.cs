namespace CodexPooler.Edge.Models;

/// <summary>A catalogue as it is sent.</summary>
internal sealed record CatalogueDocument(byte[] Json, string ETag);
