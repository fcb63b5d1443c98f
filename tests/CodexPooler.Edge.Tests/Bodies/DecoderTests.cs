using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Bodies.Decoders;
using CodexPooler.Edge.Tests.TestData;
using FsCheck;
using FsCheck.Fluent;

namespace CodexPooler.Edge.Tests.Bodies;

/// <summary>The encoders are the other party: .NET's for gzip, deflate and brotli, libzstd's for zstd.</summary>
public sealed class DecoderTests
{
    private static readonly BodyOptions Limits = new() { MaxBytes = 4 * 1024 * 1024 };

    public static TheoryData<string> Encodings => [.. Packing.Encodings, "raw deflate", "sizeless zstd", "two frames of zstd"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_WhatAnEncoderMade_GivesTheBytesBack(string encoding) =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>().Filter(bytes => bytes is { Length: > 0 }),
            plain => Decode(encoding, Packing.Pack(encoding, plain), out var decoded) == DecodeStatus.Decoded
            && decoded.AsSpan().SequenceEqual(plain)).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_ALargeBody_GivesTheBytesBack(string encoding)
    {
        var plain = Noise(3 * 1024 * 1024);

        Decode(encoding, Packing.Pack(encoding, plain), out var decoded).ShouldBe(DecodeStatus.Decoded);

        decoded.AsSpan().SequenceEqual(plain).ShouldBeTrue();
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("sizeless zstd")]
    public void Decode_CutAnywhere_IsCorrupt(string encoding)
    {
        var packed = Packing.Pack(encoding, Noise(600));

        for (var length = 0; length < packed.Length; length++)
            Decode(encoding, packed[..length], out _)
                .ShouldBe(DecodeStatus.Corrupt, $"{encoding} cut at {length} of {packed.Length}");
    }

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_AnyBytes_EndsWithoutAnException(string encoding) =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>().Filter(bytes => bytes is { Length: > 0 }), bytes =>
        {
            Decode(encoding, bytes, out _);
            var damaged = Packing.Pack(encoding, bytes);
            damaged[damaged.Length / 2] ^= 0x55;
            Decode(encoding, damaged, out _);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_ABomb_StopsAtTheRatio(string encoding) =>
        Decode(encoding, Packing.Pack(encoding, new byte[3 * 1024 * 1024]), out _).ShouldBe(DecodeStatus.RatioExceeded);

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_MoreThanTheLimit_StopsThere(string encoding)
    {
        var packed = Packing.Pack(encoding, Noise(5 * 1024 * 1024));

        Decode(encoding, packed, out var decoded).ShouldBe(DecodeStatus.TooLarge);

        decoded.Length.ShouldBeLessThanOrEqualTo(Limits.MaxBytes + DecodeBudget.Chunk);
    }

    private static DecodeStatus Decode(string encoding, byte[] packed, out byte[] decoded)
    {
        var decoder = ContentEncodings.Parse(encoding.Split(' ')[^1])!.ShouldHaveSingleItem();
        using var target = new PooledBuffer(packed.Length);
        var status = decoder.Decode(packed, new DecodeBudget(Limits, packed.Length, TimeProvider.System), target);
        decoded = target.Written.ToArray();
        return status;
    }

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        return bytes;
    }
}
