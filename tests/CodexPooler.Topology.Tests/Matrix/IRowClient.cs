namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>A client of one session, over either transport.</summary>
public interface IRowClient : IAsyncDisposable
{
    /// <summary>How many turns it has asked for.</summary>
    int Asked { get; }

    /// <summary>One turn; what the client got of it, in a few words.</summary>
    Task<string> TurnAsync(string text);
}
