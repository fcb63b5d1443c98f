using System.CommandLine;
using System.Text.Json;

namespace CodexPooler.Cli.Parsing;

/// <summary>Enum values as words on the command line: <c>BridgeRing</c> is <c>bridge-ring</c>.</summary>
internal static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    public static string[] All<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of).Where(word => word != "unspecified")];

    public static T Read<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().First(value => Of(value) == word);

    /// <summary>An option that takes one of the words, offers them for completion and refuses others.</summary>
    public static Option<string> Option<T>(string name, string description)
        where T : struct, Enum
    {
        var option = new Option<string>(name) { Description = description };
        option.AcceptOnlyFromAmong(All<T>());
        return option;
    }
}
