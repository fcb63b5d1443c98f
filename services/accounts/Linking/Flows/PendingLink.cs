using System.Buffers.Text;
using System.Security.Cryptography;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>One login on its way. It ends once; whoever claims it first may exchange its code.</summary>
internal sealed class PendingLink : IDisposable
{
    private const int IdBytes = 24;
    private readonly TaskCompletionSource<LinkFlow> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _over = new();
    private readonly LinkFlow _start;
    private int _claimed;

    public PendingLink(LinkOrder order, LinkFlow start, DateTimeOffset expiresAt)
    {
        Order = order;
        ExpiresAt = expiresAt;
        _start = start.Clone();
        // Nobody guesses it: for an invited person it is the only thing that lets them follow.
        _start.Id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        _start.State = LinkFlow.Types.State.Pending;
        _start.ExpiresAt = Timestamp.FromDateTimeOffset(expiresAt);
    }

    public string Id => _start.Id;

    public LinkOrder Order { get; }

    public DateTimeOffset ExpiresAt { get; }

    public DeviceLogin? Device { get; init; }

    public BrowserLogin? Browser { get; init; }

    public Task<LinkFlow> Ended => _ended.Task;

    /// <summary>Cancelled once the login has ended.</summary>
    public CancellationToken Over => _over.Token;

    public bool IsPending => !_ended.Task.IsCompleted;

    public LinkFlow Current => (_ended.Task.IsCompletedSuccessfully ? _ended.Task.Result : _start).Clone();

    public bool TryClaim() => IsPending && Interlocked.Exchange(ref _claimed, 1) == 0;

    /// <summary>The login goes on, but what was just tried was wrong.</summary>
    public LinkFlow Remark(LinkProblem problem) => With(Current, problem);

    public void Complete(Account account, IEnumerable<string> warnings)
    {
        var flow = _start.Clone();
        flow.State = LinkFlow.Types.State.Completed;
        flow.AccountId = account.Id;
        flow.Warnings.AddRange(warnings);
        End(flow);
    }

    public void Fail(LinkProblem problem) => End(problem, LinkFlow.Types.State.Failed);

    /// <summary>No effect once a code is being exchanged.</summary>
    public void Stop(LinkFlow.Types.State state, LinkProblem problem)
    {
        if (TryClaim()) End(problem, state);
    }

    public void Dispose() => _over.Dispose();

    private void End(LinkProblem problem, LinkFlow.Types.State state)
    {
        var flow = With(_start.Clone(), problem);
        flow.State = state;
        End(flow);
    }

    private void End(LinkFlow flow)
    {
        if (_ended.TrySetResult(flow)) _over.Cancel();
    }

    private static LinkFlow With(LinkFlow flow, LinkProblem problem)
    {
        (flow.ErrorCode, flow.ErrorMessage, flow.Remedy) = (problem.Code, problem.Message, problem.Remedy);
        return flow;
    }
}
