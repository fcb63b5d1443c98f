using System.CommandLine;

namespace CodexPooler.Cli;

/// <summary>Scripts that ask this program itself what may come next, through its [suggest] directive.</summary>
internal static class CompletionCommand
{
    private const string Bash =
        """
        _pooler() {
          local line="${COMP_LINE}" point="${COMP_POINT}"
          mapfile -t COMPREPLY < <(
              compgen -W "$(pooler "[suggest:${point}]" "${line}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}")
        }
        complete -o default -F _pooler pooler
        """;

    private const string Zsh =
        """
        #compdef pooler
        _pooler() {
          local -a words_found
          words_found=("${(@f)$(pooler "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -a words_found
        }
        compdef _pooler pooler
        """;

    private const string Fish =
        """
        complete -c pooler -f -a '(pooler "[suggest:"(commandline -C)"]" (commandline) 2>/dev/null)'
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a completion script, e.g. source <(pooler completion bash)") { shell };
        command.SetAction(parsed =>
        {
            Console.Out.WriteLine(parsed.GetRequiredValue(shell) switch { "bash" => Bash, "zsh" => Zsh, _ => Fish });
            return ExitCode.Ok;
        });
        return command;
    }
}
