using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Quota.Evidence;

/// <summary>Credits as one comparable text: two flags, then the balance as the upstream writes it.</summary>
internal static class CreditText
{
    public static string Write(Credits credits) => $"{Flag(credits.HasCredits)}{Flag(credits.Unlimited)}{credits.Balance}";

    public static Credits Read(string text) =>
        new() { HasCredits = text[0] == '1', Unlimited = text[1] == '1', Balance = text[2..] };

    private static char Flag(bool value) => value ? '1' : '0';
}
