using System.Collections.Frozen;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Routes;
using CodexPooler.Edge.Turns;
using RouterClass = CodexPooler.Contracts.Routing.V1.RouteClass;

namespace CodexPooler.Edge.Proxying;

/// <summary>How the router sees each route that is passed on, and what it takes as its body.</summary>
internal static class ProxyRoutes
{
    public const string FileCreation = "backend.files";

    private static readonly FrozenDictionary<string, RouterClass> Classes = new Dictionary<string, RouterClass>
    {
        ["backend.images.generations"] = RouterClass.Images,
        ["backend.images.edits"] = RouterClass.Images,
        ["backend.realtime.calls"] = RouterClass.Realtime,
        ["backend.search"] = RouterClass.Helpers,
        ["backend.memories"] = RouterClass.Helpers,
        [FileCreation] = RouterClass.Files,
        ["backend.files.uploaded"] = RouterClass.Files,
        ["backend.transcribe"] = RouterClass.Audio,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static TurnRoute Of(EdgeCall call)
    {
        var template = call.Route.UpstreamPath;
        var path = call.Id is { } id ? template.Replace("{id}", id, StringComparison.Ordinal) : template;
        return new(call.Route.Name, path, Classes[call.Route.Name], Transport.Http);
    }

    /// <summary>Audio and session descriptions come as they are; everything else is JSON.</summary>
    public static BodyKind Body(EdgeRoute route) =>
        Classes[route.Name] is RouterClass.Audio or RouterClass.Realtime ? BodyKind.Opaque : BodyKind.Json;
}
