using System.CommandLine;
using CodexPooler.Cli.Output;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Contracts.Routing.V1;
using Grpc.Core;

namespace CodexPooler.Cli.Connecting;

/// <summary>One command being carried out: what was typed, whom to ask, where to print.</summary>
internal sealed class Call(ParseResult parsed, CallInvoker invoker, Screen screen)
{
    public Screen Screen { get; } = screen;

    public DirectoryAdmin.DirectoryAdminClient Admin { get; } = new(invoker);

    public Linking.LinkingClient Linking { get; } = new(invoker);

    public CredentialAdmin.CredentialAdminClient Credentials { get; } = new(invoker);

    public Contracts.Directory.V1.Quota.QuotaClient Quota { get; } = new(invoker);

    public Ledger.LedgerClient Ledger { get; } = new(invoker);

    public RouterAdmin.RouterAdminClient Router { get; } = new(invoker);

    public Names Names => new(this);

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>An argument that may be left out.</summary>
    public T? Find<T>(Argument<T> argument) => parsed.GetValue(argument);

    public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };
}
