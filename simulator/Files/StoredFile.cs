namespace CodexPooler.Simulator.Files;

/// <summary>A file of one account. Its bytes are counted, not kept.</summary>
internal sealed record StoredFile(string Id, string AccountId, string Name, long Size, string UseCase, string UploadKey)
{
    public long? UploadedBytes { get; init; }

    public string MimeType { get; init; } = "application/octet-stream";

    /// <summary>Times that finalising still answers "retry" although the bytes are there.</summary>
    public int PendingPolls { get; init; }

    public bool Finalised { get; init; }
}
