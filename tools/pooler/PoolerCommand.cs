using System.CommandLine;
using CodexPooler.Cli.Accounts;
using CodexPooler.Cli.Audit;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Invites;
using CodexPooler.Cli.Keys;
using CodexPooler.Cli.Ledgers;
using CodexPooler.Cli.Operators;
using CodexPooler.Cli.Pools;
using CodexPooler.Cli.Quotas;
using CodexPooler.Cli.Routers;
using CodexPooler.Cli.Settings;
using CodexPooler.Cli.Tokens;

namespace CodexPooler.Cli;

/// <summary>The whole command line.</summary>
internal static class PoolerCommand
{
    private const string Description =
        """
        Runs a Codex Pooler: its Pools, keys, linked accounts, operators and quotas.

        First steps:
          pooler pool create team
          pooler account link --pool team
          pooler key create team laptop
          pooler key show-config codex

        On the machine that runs Codex Pooler nothing else is needed: the command uses the socket in its data folder (--data).
        From elsewhere: --server URL and an operator token (--token or CODEX_POOLER_TOKEN; 'pooler operator token create').
        Pools, keys, accounts and operators are named by id, slug, name, label or the beginning of one.


        """;

    public static RootCommand Create() => new(Description + ExitCode.Help)
    {
        GlobalOptions.Server,
        GlobalOptions.Token,
        GlobalOptions.Data,
        GlobalOptions.Json,
        PoolCommands.Create(),
        KeyCommands.Create(),
        AccountCommands.Create(),
        InviteCommands.Create(),
        OperatorCommands.Create(),
        AuditCommands.Create(),
        QuotaCommand.Create(),
        RouterCommands.Create(),
        TokenCommands.Create(),
        LedgerCommands.Create(),
        PriceCommands.Create(),
        ExportCommands.Create(),
        BudgetCommands.Create(),
        SettingsCommands.Create(),
        CompletionCommand.Create(),
    };
}
