namespace CodexPooler.ServiceDefaults.Secrets;

/// <summary>A secret held as text. Only <see cref="Reveal"/> gives the value away, so every use can be found.</summary>
public readonly record struct SecretText : ISecret
{
    private readonly string? _value;

    public SecretText(string value) => _value = value;

    public bool IsEmpty => string.IsNullOrEmpty(_value);

    public string Reveal() => _value ?? string.Empty;

    public override string ToString() => Redaction.Mask;
}
