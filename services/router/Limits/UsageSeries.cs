using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Limits;

/// <summary>Totals of one key (or one key and model) over the minutes and UTC days that any limit can ask about.</summary>
internal sealed class UsageSeries
{
    public const int DaysKept = 33;
    public const int MinutesKept = 3;

    private readonly long[] _dayIndex = new long[DaysKept];
    private readonly UsageTotals[] _days = new UsageTotals[DaysKept];
    private readonly long[] _minuteIndex = new long[MinutesKept];
    private readonly UsageTotals[] _minutes = new UsageTotals[MinutesKept];

    public void Add(UsageBucket bucket, long index, UsageTotals delta)
    {
        var (indices, totals) = bucket == UsageBucket.Minute ? (_minuteIndex, _minutes) : (_dayIndex, _days);
        var slot = (int)(index % indices.Length);
        if (indices[slot] > index)
            return;
        if (indices[slot] < index)
        {
            indices[slot] = index;
            totals[slot] = default;
        }

        totals[slot] += delta;
    }

    public UsageTotals Minute(long index)
    {
        var slot = (int)(index % MinutesKept);
        return _minuteIndex[slot] == index ? _minutes[slot] : default;
    }

    public UsageTotals Days(long first, long last)
    {
        var sum = default(UsageTotals);
        for (var index = first; index <= last; index++)
        {
            var slot = (int)(index % DaysKept);
            if (_dayIndex[slot] == index)
                sum += _days[slot];
        }

        return sum;
    }

    public long FirstUsedDay(long first, long last)
    {
        for (var index = first; index < last; index++)
        {
            var slot = (int)(index % DaysKept);
            if (_dayIndex[slot] == index && _days[slot] != default)
                return index;
        }

        return last;
    }
}
