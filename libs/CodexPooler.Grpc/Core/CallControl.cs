namespace Grpc.Core;

// What the four call types share; the state argument spares a closure a call.
internal readonly struct CallControl(
    Func<object, Task<Metadata>> headers,
    Func<object, Status> status,
    Func<object, Metadata> trailers,
    Action<object> dispose,
    object state)
{
    public CallControl(
        Task<Metadata> headersTask, Func<Status> status, Func<Metadata> trailers, Action dispose)
        : this(_ => headersTask, _ => status(), _ => trailers(), _ => dispose(), dispose)
    {
    }

    public Task<Metadata> Headers => headers(state);

    public Status Status => status(state);

    public Metadata Trailers => trailers(state);

    public void Dispose() => dispose(state);
}
