using CodexPooler.Edge.Sockets;
using CodexPooler.Testing.Time;

namespace CodexPooler.Edge.Tests.Sockets;

public sealed class PassingMarksTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Has_AMark_HoldsForItsLifetimeOnly()
    {
        var marks = new PassingMarks<string>(Lifetime, _time);
        marks.Set("a");

        _time.Advance(Lifetime - TimeSpan.FromTicks(1));
        marks.Has("a").ShouldBeTrue();
        marks.Has("b").ShouldBeFalse();
        _time.Advance(TimeSpan.FromTicks(1));
        marks.Has("a").ShouldBeFalse();
    }

    [Fact]
    public void Set_AgainAndAgain_KeepsNoneThatIsOver()
    {
        var marks = new PassingMarks<int>(Lifetime, _time);

        for (var id = 0; id < 1000; id++)
        {
            marks.Set(id);
            _time.Advance(Lifetime / 10);
        }

        marks.Count.ShouldBe(10);
        marks.IsEmpty.ShouldBeFalse();
    }

    [Fact]
    public void Clear_AMark_EndsItAtOnce()
    {
        var marks = new PassingMarks<string>(Lifetime, _time);
        marks.Set("a");

        marks.Clear("a");

        marks.Has("a").ShouldBeFalse();
        marks.IsEmpty.ShouldBeTrue();
    }
}
