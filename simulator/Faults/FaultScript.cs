using System.Collections.Immutable;
using System.Globalization;
using CodexPooler.Simulator.Control;

namespace CodexPooler.Simulator.Faults;

/// <summary>The rules in force. A call takes the effect of the first rule, in order of arrival, that hits it.</summary>
internal sealed class FaultScript : IResettable
{
    private ImmutableList<ArmedFault> _faults = [];
    private int _sequence;

    public IReadOnlyList<ArmedFault> All => Volatile.Read(ref _faults);

    public FaultRule Add(FaultRule rule)
    {
        var id = rule.Id ?? "fault-" + Interlocked.Increment(ref _sequence).ToString(CultureInfo.InvariantCulture);
        var named = rule with { Id = id };
        ImmutableInterlocked.Update(
            ref _faults, faults => faults.RemoveAll(fault => fault.Rule.Id == id).Add(new ArmedFault(named)));
        return named;
    }

    public bool Remove(string id) =>
        ImmutableInterlocked.Update(ref _faults, faults => faults.RemoveAll(fault => fault.Rule.Id == id));

    public FaultRule? Hit(FaultCall call)
    {
        FaultRule? hit = null;
        // Every matching rule counts the call, so that "the third call" means the third call whatever else is armed.
        foreach (var fault in Volatile.Read(ref _faults))
        {
            if (call.Matches(fault.Rule) && fault.Count()) hit ??= fault.Rule;
        }
        return hit;
    }

    public void Reset() => ImmutableInterlocked.Update(ref _faults, _ => []);
}
