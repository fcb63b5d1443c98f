using System.Security.Cryptography;
using System.Text.Json;
using CodexPooler.Accounts.Tokens.Sealing;
using CodexPooler.Contracts.Credentials.V1;
using Google.Protobuf;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>Between a login and its row. The database alone reveals neither a code nor who is joining.</summary>
internal sealed class LinkFlowSealer(KeyRingHolder keys)
{
    public LinkFlowRow Seal(PendingLink link)
    {
        var key = keys.Ring.Active;
        var body = new LinkFlowBody(link.Order, link.Flow.ToByteArray())
        {
            // An ended login leads nowhere any more.
            Device = link.Phase == LinkPhase.Ended ? null : link.Device,
            Redirect = link.Phase == LinkPhase.Ended ? null : link.Browser?.Redirect.OriginalString,
            Verifier = link.Phase == LinkPhase.Ended ? null : link.Browser?.Verifier.Reveal(),
        };
        var plain = JsonSerializer.SerializeToUtf8Bytes(body);
        return new()
        {
            Id = link.Key,
            StateHash = link.Browser is { } browser ? Convert.ToHexStringLower(browser.StateHash) : null,
            InviteId = link.Order.InviteId.Length > 0 ? link.Order.InviteId : null,
            Phase = (long)link.Phase,
            Version = link.Version,
            Owner = link.Owner,
            Beat = link.Beat,
            UntilMs = link.Until.ToUnixTimeMilliseconds(),
            KeyId = key.Id,
            Body = Envelope.Seal(key, plain, Binding(link.Key, link.Version, key.Id)),
        };
    }

    /// <summary>Null for a row that cannot be opened: a login whose key has gone is over.</summary>
    public PendingLink? Open(LinkFlowRow row)
    {
        if (!keys.Ring.TryGet(row.KeyId, out var key) || !Envelope.IsWhole(row.Body)) return null;
        try
        {
            var body = JsonSerializer.Deserialize<LinkFlowBody>(
                Envelope.Open(key, row.Body, Binding(row.Id, row.Version, row.KeyId)))!;
            return new(row.Id, body.Order, LinkFlow.Parser.ParseFrom(body.Flow))
            {
                Phase = (LinkPhase)row.Phase,
                Version = row.Version,
                Owner = row.Owner,
                Beat = row.Beat,
                Until = DateTimeOffset.FromUnixTimeMilliseconds(row.UntilMs),
                Device = body.Device,
                Browser = body is { Redirect: { } redirect, Verifier: { } verifier } && row.StateHash is { } hash
                    ? new(new(redirect), Convert.FromHexString(hash), new(verifier))
                    : null,
            };
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static string Binding(string id, long version, string keyId) => $"link|{id}|{version}|{keyId}";
}
