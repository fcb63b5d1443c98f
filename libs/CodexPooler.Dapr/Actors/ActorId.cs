namespace Dapr.Actors;

/// <summary>Which actor of a type.</summary>
public sealed record ActorId
{
    private readonly string _id;

    /// <summary>Creates an id from text.</summary>
    public ActorId(string id)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        _id = id;
    }

    /// <summary>Makes up an id.</summary>
    public static ActorId CreateRandom() => new(Guid.CreateVersion7().ToString("N"));

    /// <summary>The id as text.</summary>
    public string GetId() => _id;

    /// <inheritdoc />
    public override string ToString() => _id;
}
