using System.Net;

namespace Dapr;

/// <summary>
/// The sidecar answered with an error. Branch on <see cref="StatusCode"/> and <see cref="ErrorCode"/>, never on the text.
/// </summary>
public class DaprApiException : DaprException
{
    /// <summary>Creates the exception from what the sidecar answered.</summary>
    public DaprApiException(string message, HttpStatusCode statusCode, string? errorCode)
        : base(message)
    {
        StatusCode = statusCode;
        ErrorCode = errorCode;
    }

    /// <summary>The sidecar's HTTP status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The sidecar's error code such as <c>ERR_SECRET_GET</c>; null when the body carried none.</summary>
    public string? ErrorCode { get; }
}
