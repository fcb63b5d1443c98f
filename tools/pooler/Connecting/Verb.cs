using System.CommandLine;
using CodexPooler.Cli.Output;
using Grpc.Core;

namespace CodexPooler.Cli.Connecting;

/// <summary>A command that talks to the service: opens the connection, runs, words what went wrong.</summary>
internal static class Verb
{
    public static Command Of(
        string name, string description, Func<Call, CancellationToken, Task> run, params ReadOnlySpan<Symbol> symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Option option) command.Options.Add(option);
            else command.Arguments.Add((Argument)symbol);
        }

        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, run, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, Func<Call, CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        var screen = new Screen(parsed.GetValue(GlobalOptions.Json), Way.Of(parsed));
        try
        {
            var token = parsed.GetValue(GlobalOptions.Token) ?? Environment.GetEnvironmentVariable("CODEX_POOLER_TOKEN");
            using var connection = Connection.Open(parsed.GetValue(GlobalOptions.Server), token,
                parsed.GetRequiredValue(GlobalOptions.Data)!);
            await run(new(parsed, connection.Invoker, screen), cancellationToken);
            return ExitCode.Ok;
        }
        catch (CliException cause)
        {
            screen.Error(cause.Code, cause.Message, []);
            return cause.Code;
        }
        catch (RpcException cause)
        {
            var code = ServerRefusal.CodeOf(cause);
            screen.Error(code, ServerRefusal.MessageOf(cause), ServerRefusal.FieldsOf(cause));
            return code;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCode.Failed;
        }
    }
}
