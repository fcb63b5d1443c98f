namespace CodexPooler.Grpc.Wire;

internal static class BinaryHeader
{
    public static string Encode(ReadOnlySpan<byte> value) => Convert.ToBase64String(value).TrimEnd('=');

    /// <summary>Takes padded and unpadded base64, as receivers must.</summary>
    public static bool TryDecode(string text, out byte[] value)
    {
        text = text.Trim().TrimEnd('=');
        if (text.Length % 4 == 1)
        {
            value = [];
            return false;
        }

        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        value = new byte[padded.Length / 4 * 3];
        if (!Convert.TryFromBase64String(padded, value, out var written)) return false;
        value = value[..written];
        return true;
    }
}
