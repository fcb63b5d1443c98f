using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Cli.Routers;

/// <summary>The kill switch in its grades. Turns under way are never cut.</summary>
internal static class SwitchCommands
{
    private const string Grades = "new sessions, a model, a key or everything";

    public static Command Stop() => new("stop", $"Serve no more of something: {Grades}; turns under way go on")
    {
        Plain("new-sessions", "Conversations that have begun go on, new ones are refused", KillSwitchGrade.NewSessions, on: true),
        Named("model", "Refuse turns of this model", "The model's name", KillSwitchGrade.Model, on: true),
        Named("key", "Refuse turns of this key", "Id, name or prefix", KillSwitchGrade.Key, on: true),
        Plain("read-only", "Refuse every turn; models, usage and this command go on", KillSwitchGrade.ReadOnly, on: true),
    };

    public static Command Start() => new("start", $"Serve again what was stopped: {Grades}")
    {
        Plain("new-sessions", "Let new conversations begin", KillSwitchGrade.NewSessions, on: false),
        Named("model", "Serve this model again", "The model's name", KillSwitchGrade.Model, on: false),
        Named("key", "Serve this key again", "Id, name or prefix", KillSwitchGrade.Key, on: false),
        Plain("read-only", "Serve turns again", KillSwitchGrade.ReadOnly, on: false),
    };

    private static Command Plain(string name, string description, KillSwitchGrade grade, bool on)
    {
        var (reason, until) = Options();
        return Verb.Of(
            name, description, (call, cancellationToken) => RunAsync(call, grade, "", on, reason, until, cancellationToken),
            on ? [reason, until] : [reason]);
    }

    private static Command Named(string name, string description, string what, KillSwitchGrade grade, bool on)
    {
        var which = new Argument<string>(name) { Description = what };
        var (reason, until) = Options();
        return Verb.Of(
            name,
            description,
            (call, cancellationToken) => RunAsync(call, grade, call.Get(which), on, reason, until, cancellationToken),
            on ? [which, reason, until] : [which, reason]);
    }

    private static async Task RunAsync(
        Call call, KillSwitchGrade grade, string subject, bool on, Option<string> reason, Option<string> until,
        CancellationToken cancellationToken)
    {
        var set = new KillSwitchFact { Grade = grade, Subject = subject, On = on, Reason = call.Get(reason) ?? "" };
        if (on && call.Get(until) is { } text)
            set.ExpiresAtMs = Moment.Read("--until", text).ToDateTimeOffset().ToUnixTimeMilliseconds();
        var reply = await call.Router.KillSwitchAsync(new() { Set = set }, cancellationToken: cancellationToken);
        Spreads.Warn(call.Screen, reply.Spread);
        if (on && !reply.SubjectKnown)
            call.Screen.Warn($"No account offers a model '{subject}' just now. Is that its name?");
        call.Screen.Done(reply, Sentence(reply) + Spreads.Words(reply.Spread));
    }

    private static string Sentence(KillSwitchReply reply) => (reply.Set.On, reply.Changed) switch
    {
        (true, _) => $"Stopped: {StoppedWords.Of(reply.Set, reply.KeyNames)}.",
        (false, true) => $"Served again: {StoppedWords.What(reply.Set, reply.KeyNames)}.",
        _ => $"Nothing to start: {StoppedWords.What(reply.Set, reply.KeyNames)} was not stopped.",
    };

    private static (Option<string> Reason, Option<string> Until) Options() =>
        (new("--reason") { Description = "Why; clients are told" },
            new("--until") { Description = $"When it ends by itself, {Moment.Help}; else when somebody starts it" });
}
