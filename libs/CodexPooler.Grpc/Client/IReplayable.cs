namespace CodexPooler.Grpc.Client;

/// <summary>A request body that can be sent again as long as nothing of it was taken by a server.</summary>
internal interface IReplayable
{
    bool CanReplay { get; }

    /// <summary>The call is over: nothing more will be sent.</summary>
    void Release();
}
