using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Bodies.Decoders;
using CodexPooler.Edge.Tests.TestData;

namespace CodexPooler.Edge.Tests.Fuzz;

/// <summary>
/// Stacks of encodings, whole, cut, damaged and out of nothing: decoded exactly or refused, never more than allowed.
/// </summary>
public sealed class DecoderFuzz
{
    private const int Limit = 256 * 1024;
    private static readonly BodyOptions Limits = new() { MaxBytes = Limit, MaxRatio = 50 };

    [Fact]
    public void Decode_AnyStackOfEncodings_GivesTheBytesBackOrStopsInTime()
    {
        var random = FuzzRuns.Random(47, out var seed);
        for (var run = 0; run < FuzzRuns.Of(250); run++)
        {
            var layers = Enumerable.Range(0, random.Next(1, 5))
                .Select(_ => Packing.Encodings[random.Next(Packing.Encodings.Length)]).ToArray();
            var plain = Plain(random);
            var packed = layers.Aggregate(plain, (bytes, layer) => Packing.Pack(layer, bytes));
            var why = $"seed {seed}, run {run}: {string.Join(", ", layers)}";

            Decode(layers, packed, out var decoded).ShouldBe(DecodeStatus.Decoded, why);
            decoded.AsSpan().SequenceEqual(plain).ShouldBeTrue(why);
            Decode(layers, packed[..random.Next(packed.Length)], out _).ShouldNotBe(DecodeStatus.Decoded, why + ", cut");
            Damage(packed, random);
            Decode(layers, packed, out var damaged);
            damaged.Length.ShouldBeLessThanOrEqualTo(Limit + DecodeBudget.Chunk, why);
            var garbage = new byte[random.Next(1, 300)];
            random.NextBytes(garbage);
            Decode(layers, garbage, out _);
        }
    }

    [Fact]
    public void Decode_BombsInBombs_StopAtTheLimit()
    {
        foreach (var outer in Packing.Encodings)
        {
            foreach (var inner in Packing.Encodings)
            {
                var bomb = Packing.Pack(outer, Packing.Pack(inner, new byte[64 * Limit]));

                Decode([inner, outer], bomb, out var decoded).ShouldBeOneOf(DecodeStatus.RatioExceeded, DecodeStatus.TooLarge);
                decoded.Length.ShouldBeLessThanOrEqualTo(Limit + DecodeBudget.Chunk, $"{outer} around {inner}");
            }
        }
    }

    // Repetitive and random parts, below what the ratio forbids.
    private static byte[] Plain(Random random)
    {
        var plain = new byte[random.Next(1, 4000)];
        random.NextBytes(plain);
        if (random.Next(2) == 0) plain.AsSpan(0, plain.Length / 2).Fill((byte)'a');
        return plain;
    }

    private static void Damage(byte[] bytes, Random random)
    {
        for (var hits = random.Next(1, 4); hits > 0; hits--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
    }

    // As the body reader undoes them: outermost first, one budget for all.
    private static DecodeStatus Decode(string[] layers, byte[] packed, out byte[] decoded)
    {
        var budget = new DecodeBudget(Limits, packed.Length, TimeProvider.System);
        var status = DecodeStatus.Decoded;
        decoded = packed;
        foreach (var decoder in ContentEncodings.Parse(string.Join(", ", layers))!)
        {
            using var target = new PooledBuffer(decoded.Length);
            status = decoder.Decode(decoded, budget, target);
            decoded = target.Written.ToArray();
            if (status != DecodeStatus.Decoded) break;
        }

        return status;
    }
}
