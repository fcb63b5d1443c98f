namespace Dapr.Client;

/// <summary>Another application could not be invoked, or answered without success.</summary>
public sealed class InvocationException : DaprException
{
    /// <summary>Creates the exception for a call to an application's method.</summary>
    public InvocationException(string appId, string methodName, Exception? innerException, HttpResponseMessage? response)
        : base($"Calling '{methodName}' of application '{appId}' failed{Describe(response)}.", innerException)
    {
        AppId = appId;
        MethodName = methodName;
        Response = response;
    }

    /// <summary>The application that was called.</summary>
    public string AppId { get; }

    /// <summary>The method that was called.</summary>
    public string MethodName { get; }

    /// <summary>The answer, when there was one.</summary>
    public HttpResponseMessage? Response { get; }

    private static string Describe(HttpResponseMessage? response) =>
        response is null ? string.Empty : $" with HTTP {(int)response.StatusCode}";
}
