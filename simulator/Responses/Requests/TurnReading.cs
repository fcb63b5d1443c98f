namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>Either a request to serve or the refusal of it.</summary>
internal readonly record struct TurnReading(TurnRequest? Request, Refusal? Refusal)
{
    public static implicit operator TurnReading(Refusal refusal) => new(null, refusal);

    public static implicit operator TurnReading(TurnRequest request) => new(request, null);
}
