namespace CodexPooler.Routing.Limits;

internal sealed class KeyUsage
{
    private readonly Dictionary<string, KeyMeter> _models = [];

    public KeyMeter Whole { get; } = new();

    public KeyMeter ForModel(string model)
    {
        if (_models.TryGetValue(model, out var meter))
            return meter;
        return _models[model] = new KeyMeter();
    }
}
