using CodexPooler.Simulator.Responses.Turns;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Responses;

public sealed class DirectivesTests
{
    [Theory]
    [InlineData("CALL_TOOL:probe:{\"a\":\"END\"}END", "probe", "{\"a\":\"END\"}")]
    [InlineData("x CALL_TOOL:exec:ls -la END y END", "exec", "ls -la ")]
    [InlineData("CALL_TOOL:probe:{}END CALL_TOOL:other:{}END", "probe", "{}")]
    public void Tool_Directive_GivesNameAndArguments(string text, string name, string arguments) =>
        Directives.Tool(text).ShouldBe(new ToolDirective(name, arguments));

    [Theory]
    [InlineData(null)]
    [InlineData("hello")]
    [InlineData("CALL_TOOL:probe")]
    [InlineData("CALL_TOOL:probe:{}")]
    public void Tool_NoWholeDirective_IsNull(string? text) => Directives.Tool(text).ShouldBeNull();
}
