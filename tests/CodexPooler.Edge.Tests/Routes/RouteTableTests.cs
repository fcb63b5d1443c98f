using CodexPooler.Edge.Routes;
using FsCheck;
using FsCheck.Fluent;

namespace CodexPooler.Edge.Tests.Routes;

public sealed class RouteTableTests
{
    private readonly RouteTable _table = new([NativeRoutes.Set]);

    public static TheoryData<string> Bases => [.. NativeRoutes.Bases];

    [Theory]
    [MemberData(nameof(Bases))]
    public void Match_EveryBase_HasTheSameRoutes(string root)
    {
        string[] calls =
        [
            "GET /models", "HEAD /models", "POST /responses", "GET /responses", "HEAD /responses", "POST /responses/compact",
            "POST /chat/completions", "POST /images/generations", "POST /images/edits", "POST /realtime/calls",
            "POST /alpha/search",
            "POST /memories/trace_summarize", "GET /usage", "GET /wham/usage", "GET /api/codex/usage", "HEAD ", "HEAD /",
        ];

        foreach (var call in calls.Select(call => call.Split(' ')))
            _table.Match(call[0], root + call[1]).Kind.ShouldBe(RouteMatchKind.Found, string.Join(' ', call));
    }

    [Theory]
    [InlineData("GET", "/api/codex/usage", nameof(HandlerKey.Usage))]
    [InlineData("GET", "/wham/usage", nameof(HandlerKey.Usage))]
    [InlineData("GET", "/backend-api/wham/usage", nameof(HandlerKey.Usage))]
    [InlineData("POST", "/backend-api/files", nameof(HandlerKey.Proxy))]
    [InlineData("POST", "/backend-api/transcribe", nameof(HandlerKey.Proxy))]
    [InlineData("GET", "/backend-api/wham/accounts/check", nameof(HandlerKey.AccountsCheck))]
    [InlineData("HEAD", "/backend-api/codex/responses", nameof(HandlerKey.Reachability))]
    [InlineData("GET", "/backend-api/codex/v1/responses", nameof(HandlerKey.ResponsesSocket))]
    public void Match_ARoute_HasItsHandler(string method, string path, string handler) =>
        _table.Match(method, path).Route!.Handler.ToString().ShouldBe(handler);

    [Fact]
    public void Match_AnId_IsTakenFromThePath()
    {
        var match = _table.Match("POST", "/backend-api/files/file-A1_b.2/uploaded");

        match.Route!.Name.ShouldBe("backend.files.uploaded");
        match.Id.ShouldBe("file-A1_b.2");
    }

    [Theory]
    [InlineData("GET", "/backend-api/codex/nothing")]
    [InlineData("GET", "/backend-api/conversations")]
    [InlineData("GET", "/backend-api/codex/models/")]
    [InlineData("GET", "/backend-api/Codex/models")]
    [InlineData("POST", "/backend-api/files/a/b/uploaded")]
    [InlineData("POST", "/backend-api/files/../uploaded")]
    [InlineData("POST", "/backend-api/files//uploaded")]
    [InlineData("GET", "/wham")]
    public void Match_UnknownUnderAPrefix_IsOurOwn404(string method, string path) =>
        _table.Match(method, path).Kind.ShouldBe(RouteMatchKind.Unknown);

    [Theory]
    [InlineData("/backend-apis/codex")]
    [InlineData("/healthz")]
    [InlineData("/whamming")]
    [InlineData("/")]
    public void Match_OutsideThePrefixes_IsSomebodyElses(string path) =>
        _table.Match("GET", path).Kind.ShouldBe(RouteMatchKind.Foreign);

    [Theory]
    [InlineData("/backend-api/codex%2Fmodels")]
    [InlineData("/backend-api/codex\\models")]
    [InlineData("/backend-api/files/a%5Cb/uploaded")]
    [InlineData("/backend-api/codex/mod\nels")]
    public void Match_AnUnsafePath_IsRefused(string path) => _table.Match("POST", path).Kind.ShouldBe(RouteMatchKind.Unsafe);

    [Fact]
    public void Match_AnotherMethod_NamesThoseThatWork()
    {
        var match = _table.Match("DELETE", "/backend-api/codex/responses");

        match.Kind.ShouldBe(RouteMatchKind.MethodRefused);
        match.Allow.ShouldBe("GET, HEAD, POST");
    }

    [Fact]
    public void Match_AnyPath_FindsOnlyWhatTheTableHolds() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), tail =>
        {
            var match = _table.Match("POST", "/backend-api/codex/" + tail.Get);
            return match.Kind != RouteMatchKind.Found
                || _table.Routes.Any(route => route.Template == "/backend-api/codex/" + tail.Get);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Routes_WhatIsPassedOn_NamesWhereTo()
    {
        var passedOn = _table.Routes.Where(
            route => route.Handler is HandlerKey.Proxy or HandlerKey.Responses or HandlerKey.Compact);
        foreach (var route in passedOn)
            route.UpstreamPath.ShouldStartWith("/backend-api/", Case.Sensitive, route.Template);
        _table.Routes.Count(route => route.Handler == HandlerKey.Proxy).ShouldBe(4 * 5 + 3);
    }
}
