using CodexPooler.Grpc.Wire;
using Microsoft.Extensions.Primitives;

namespace CodexPooler.Grpc.Server;

internal static class AcceptedEncodings
{
    public static bool IncludeGzip(StringValues header)
    {
        foreach (var line in header)
        {
            if (line is null) continue;
            foreach (var range in line.AsSpan().Split(','))
            {
                if (line.AsSpan(range).Trim().SequenceEqual(WireNames.Gzip)) return true;
            }
        }

        return false;
    }
}
