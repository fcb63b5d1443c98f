using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Credentials.V1;
using Grpc.Core;

namespace CodexPooler.Cli.Accounts;

/// <summary>
/// Leads a person through a sign-in. What they must do goes to standard error, so that standard output stays the result.
/// </summary>
internal static class LinkDialogue
{
    public static async Task RunAsync(Call call, LinkFlow flow, bool paste, CancellationToken cancellationToken)
    {
        if (flow.State == LinkFlow.Types.State.Pending) Instruct(call, flow);
        try
        {
            var ended = flow.State != LinkFlow.Types.State.Pending ? flow
                : flow.AuthorizeUrl.Length > 0 && paste ? await PasteAsync(call, flow, cancellationToken)
                : await FollowAsync(call, flow, cancellationToken);
            Tell(call, ended);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await call.Linking.CancelAsync(new() { FlowId = flow.Id }, cancellationToken: CancellationToken.None);
            throw;
        }
    }

    private static void Instruct(Call call, LinkFlow flow)
    {
        if (flow.UserCode.Length > 0)
        {
            call.Screen.Warn($"Open   {flow.VerificationUrl}");
            call.Screen.Warn($"Type   {flow.UserCode}");
        }
        else
        {
            call.Screen.Warn($"Open   {flow.AuthorizeUrl}");
        }

        call.Screen.Warn($"Sign in there with the account that is to join (until {Moment.Show(flow.ExpiresAt)}).");
    }

    private static async Task<LinkFlow> PasteAsync(Call call, LinkFlow flow, CancellationToken cancellationToken)
    {
        while (true)
        {
            call.Screen.Warn("The browser ends on an address that does not load. Paste that address here:");
            var pasted = await Console.In.ReadLineAsync(cancellationToken) ?? throw new CliException(ExitCode.Failed,
                "No address was pasted.");
            var answer = await call.Linking.CompleteBrowserAsync(
                new() { FlowId = flow.Id, CallbackUrl = pasted }, cancellationToken: cancellationToken);
            if (answer.State != LinkFlow.Types.State.Pending) return answer;
            call.Screen.Warn($"{answer.ErrorMessage} {answer.Remedy}");
        }
    }

    private static async Task<LinkFlow> FollowAsync(Call call, LinkFlow flow, CancellationToken cancellationToken)
    {
        using var states = call.Linking.Follow(new() { FlowId = flow.Id }, cancellationToken: cancellationToken);
        var last = flow;
        await foreach (var state in states.ResponseStream.ReadAllAsync(cancellationToken)) last = state;
        return last;
    }

    private static void Tell(Call call, LinkFlow ended)
    {
        if (ended.State != LinkFlow.Types.State.Completed)
            throw new CliException(ExitCode.Failed, $"{ended.ErrorMessage} {ended.Remedy} ({ended.ErrorCode})");
        call.Screen.Done(ended, $"Linked account {ended.AccountId}. See it: pooler account list");
        foreach (var warning in ended.Warnings) call.Screen.Warn($"Note: {warning}");
    }
}
