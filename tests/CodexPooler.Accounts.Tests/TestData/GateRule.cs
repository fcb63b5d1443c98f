namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>What happens to the next call whose method, path and body contain all the texts.</summary>
internal sealed class GateRule(GateMoment moment, params string[] texts)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public GateMoment Moment { get; } = moment;

    public IReadOnlyList<string> Texts { get; } = texts;

    /// <summary>How many matching calls pass first.</summary>
    public int Skip { get; set; }

    public int Status { get; init; } = 503;

    public string ContentType { get; init; } = "application/json";

    public byte[] Body { get; init; } = [];

    public Task Reached => _reached.Task;

    public void Reach() => _reached.TrySetResult();
}
