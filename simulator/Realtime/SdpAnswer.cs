using System.Security.Cryptography;
using System.Text;

namespace CodexPooler.Simulator.Realtime;

/// <summary>The answer to a WebRTC offer (RFC 8829): the offer's media sections in order, taken over passively.</summary>
internal static class SdpAnswer
{
    private static readonly string[] Kept =
        ["a=mid:", "a=rtpmap:", "a=fmtp:", "a=rtcp-mux", "a=sctp-port:", "a=max-message-size:"];

    public static bool IsOffer(string sdp) =>
        sdp.StartsWith("v=0", StringComparison.Ordinal) && sdp.Contains("\nm=", StringComparison.Ordinal);

    public static string To(string offer)
    {
        var answer = new StringBuilder();
        Line($"v=0");
        Line($"o=- {RandomNumberGenerator.GetInt32(int.MaxValue)} 2 IN IP4 127.0.0.1");
        Line($"s=-");
        Line($"t=0 0");
        Line($"a=ice-lite");
        var media = false;
        foreach (var line in offer.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith("a=group:", StringComparison.Ordinal)) Line($"{line}");
            if (line.StartsWith("m=", StringComparison.Ordinal))
            {
                media = true;
                Line($"{line}");
                Line($"c=IN IP4 127.0.0.1");
                Line($"a=ice-ufrag:{RandomNumberGenerator.GetHexString(8)}");
                Line($"a=ice-pwd:{RandomNumberGenerator.GetHexString(24)}");
                Line($"a=fingerprint:sha-256 {Fingerprint()}");
                Line($"a=setup:passive");
            }
            else if (media && Array.Exists(Kept, line.StartsWith))
            {
                Line($"{line}");
            }
        }
        return answer.ToString();

        void Line(FormattableString line) => answer.Append(FormattableString.Invariant(line)).Append("\r\n");
    }

    private static string Fingerprint() =>
        string.Join(':', RandomNumberGenerator.GetBytes(32).Select(value => value.ToString("X2")));
}
