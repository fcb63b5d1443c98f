using System.Globalization;
using System.Text;

namespace CodexPooler.Accounting.Mail;

/// <summary>
/// A message in the format of RFC 5322. Subject and text travel in base64: no line of theirs can become a header or end the
/// message, whatever a rule is called.
/// </summary>
internal static class MailText
{
    // RFC 2047: an encoded word has at most 75 characters.
    private const int WordBytes = 42;

    public static string Of(AlertMessage message, string from) => string.Join("\r\n",
    [
        $"From: {from}",
        $"To: {string.Join(",\r\n ", message.To)}",
        $"Subject: {Encode(message.Subject)}",
        $"Date: {message.At.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture)}",
        $"Message-ID: <{message.Id:N}@{from[(from.LastIndexOf('@') + 1)..]}>",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "Auto-Submitted: auto-generated",
        "",
        Convert.ToBase64String(Encoding.UTF8.GetBytes(message.Text), Base64FormattingOptions.InsertLineBreaks),
        "",
    ]);

    private static string Encode(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Encoding.UTF8.GetByteCount(word.ToString()) + rune.Utf8SequenceLength > WordBytes) Flush();
            word.Append(rune.ToString());
        }

        Flush();
        return string.Join("\r\n ", words);

        void Flush()
        {
            words.Add($"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word.ToString()))}?=");
            word.Clear();
        }
    }
}
