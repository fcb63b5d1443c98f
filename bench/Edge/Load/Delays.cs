using System.Numerics;

namespace CodexPooler.Bench.Edge.Load;

/// <summary>A histogram of nanoseconds, one part in 32 exact, that never allocates.</summary>
internal sealed class Delays
{
    private const int SubBits = 5;
    private readonly long[] _counts = new long[64 << SubBits];

    public long Count { get; private set; }

    public void Add(long nanoseconds)
    {
        _counts[Index(Math.Max(1, nanoseconds))]++;
        Count++;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
    }

    /// <summary>Microseconds at or below which the given part of all stayed.</summary>
    public double Micros(double part)
    {
        var wanted = (long)Math.Ceiling(Count * part);
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted && seen > 0) return Upper(i) / 1000.0;
        }

        return double.NaN;
    }

    private static int Index(long value)
    {
        var power = BitOperations.Log2((ulong)value);
        if (power < SubBits) return (int)value;
        return ((power - SubBits + 1) << SubBits) | (int)((value >> (power - SubBits)) & ((1 << SubBits) - 1));
    }

    private static double Upper(int index)
    {
        var power = (index >> SubBits) - 1;
        return power < 0 ? index : ((1L << SubBits) + (index & ((1 << SubBits) - 1)) + 1) * Math.Pow(2, power);
    }
}
