using System.Globalization;
using Grpc.Core;

namespace CodexPooler.Grpc.Server;

internal static class StatusText
{
    private static readonly string[] Known =
        [.. Enumerable.Range(0, 17).Select(code => code.ToString(CultureInfo.InvariantCulture))];

    public static string Of(StatusCode code) =>
        (uint)code < (uint)Known.Length ? Known[(int)code] : ((int)code).ToString(CultureInfo.InvariantCulture);
}
