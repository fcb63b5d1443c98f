using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Tokens.Sealing;

internal sealed record SealingKey(string Id, byte[] Bytes) : ISecret
{
    public const int Length = 32;

    public override string ToString() => Redaction.Mask;
}
