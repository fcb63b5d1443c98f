using System.Net.Mail;

namespace CodexPooler.Accounting.Mail;

/// <summary>Addresses as SMTP takes them without extensions: plain ASCII, no display names.</summary>
internal static class MailAddresses
{
    public static bool IsUsable(string? address) =>
        address is { Length: > 0 and <= 254 }
        && address.All(letter => letter is > ' ' and < '\x7f' and not ('<' or '>' or ',' or ';'))
        && MailAddress.TryCreate(address, out var parsed) && parsed.Address == address;

    public static IReadOnlyList<string> Split(string list) =>
        list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
