using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Cli.Connecting;

/// <summary>What a status of the service means at the terminal.</summary>
internal static class ServerRefusal
{
    private const string FieldErrorsTrailer = "field-errors-bin";

    public static int CodeOf(RpcException cause) => cause.StatusCode switch
    {
        StatusCode.NotFound => ExitCode.NotFound,
        StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.OutOfRange => ExitCode.Refused,
        StatusCode.Unauthenticated or StatusCode.PermissionDenied => ExitCode.Denied,
        StatusCode.Unavailable or StatusCode.DeadlineExceeded => ExitCode.Unavailable,
        StatusCode.Aborted or StatusCode.AlreadyExists => ExitCode.Conflict,
        _ => ExitCode.Failed,
    };

    public static string MessageOf(RpcException cause) => cause.StatusCode switch
    {
        StatusCode.Unavailable => $"The service does not answer: {cause.Status.Detail}",
        StatusCode.Unimplemented => "This server does not offer that. Its version may be older than this command's.",
        _ => cause.Status.Detail,
    };

    public static IReadOnlyList<FieldErrors.Types.FieldError> FieldsOf(RpcException cause) =>
        cause.Trailers.GetValueBytes(FieldErrorsTrailer) is { } bytes ? FieldErrors.Parser.ParseFrom(bytes).Errors : [];
}
