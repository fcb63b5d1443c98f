namespace CodexPooler.Accounts.Upstream;

/// <summary>How the backend answered a question that is not a turn.</summary>
internal abstract record UpstreamReply
{
    private UpstreamReply()
    {
    }

    /// <summary>JSON with a success status.</summary>
    public sealed record Answer(byte[] Body, string ETag) : UpstreamReply;

    /// <summary>What was known by its ETag still holds.</summary>
    public sealed record Unchanged : UpstreamReply;

    /// <summary>The credential was refused, in JSON: a web page's 401 or 403 says nothing about it.</summary>
    public sealed record Unauthorized(string Code) : UpstreamReply;

    /// <summary>Nothing was learned: an error, a web page, a rate limit of the question itself, silence.</summary>
    public sealed record Nothing(string Reason) : UpstreamReply;
}
