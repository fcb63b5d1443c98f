using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>One login on its way, as a replica read it. It ends once; whoever moves it on first may exchange its code.</summary>
internal sealed record PendingLink(string Key, LinkOrder Order, LinkFlow Flow)
{
    private const int IdBytes = 24;

    public LinkPhase Phase { get; init; } = LinkPhase.Pending;

    public long Version { get; init; } = 1;

    /// <summary>The replica that asks the issuer, or exchanges.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Grows while the owner lives.</summary>
    public long Beat { get; init; }

    /// <summary>When it is given up; once ended, when it is forgotten.</summary>
    public DateTimeOffset Until { get; init; }

    public DeviceLogin? Device { get; init; }

    public BrowserLogin? Browser { get; init; }

    public bool IsPending => Phase == LinkPhase.Pending;

    public LinkFlow Current => Flow.Clone();

    public static PendingLink New(LinkOrder order, LinkFlow start, DateTimeOffset until)
    {
        var flow = start.Clone();
        // Nobody guesses it: for an invited person it is the only thing that lets them follow.
        flow.Id = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
        flow.State = LinkFlow.Types.State.Pending;
        flow.ExpiresAt = Timestamp.FromDateTimeOffset(until);
        return new(KeyOf(flow.Id), order, flow) { Until = until };
    }

    public static string KeyOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    /// <summary>The login goes on, but what was just tried was wrong.</summary>
    public LinkFlow Remark(LinkProblem problem) => With(Current, problem);

    public LinkFlow Completed(Account account, IEnumerable<string> warnings)
    {
        var flow = Current;
        flow.State = LinkFlow.Types.State.Completed;
        flow.AccountId = account.Id;
        flow.Warnings.AddRange(warnings);
        return flow;
    }

    public LinkFlow Failed(LinkProblem problem, LinkFlow.Types.State state = LinkFlow.Types.State.Failed)
    {
        var flow = With(Current, problem);
        flow.State = state;
        return flow;
    }

    private static LinkFlow With(LinkFlow flow, LinkProblem problem)
    {
        (flow.ErrorCode, flow.ErrorMessage, flow.Remedy) = (problem.Code, problem.Message, problem.Remedy);
        return flow;
    }
}
