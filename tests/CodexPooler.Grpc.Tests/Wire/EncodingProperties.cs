using System.Text;
using CodexPooler.Grpc.Wire;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Core;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests.Wire;

public sealed class EncodingProperties
{
    [Fact]
    public void PercentEncoding_AnyText_ComesBackAndIsPlainAscii() => Prop.ForAll<string>(text =>
    {
        var valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? ""));
        var encoded = PercentEncoding.Encode(valid);
        return MetadataRules.IsAsciiValue(encoded) && PercentEncoding.Decode(encoded) == valid;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void PercentDecoding_AnyText_NeverFails() =>
        Prop.ForAll<string>(text => PercentEncoding.Decode("%" + text + "%4%zz%") is not null).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a%20b", "a b")]
    [InlineData("100%", "100%")]
    [InlineData("%zz%4", "%zz%4")]
    [InlineData("%e2%98%83", "☃")]
    public void PercentDecoding_Examples_AreKnown(string encoded, string expected) =>
        PercentEncoding.Decode(encoded).ShouldBe(expected);

    [Fact]
    public void BinaryHeader_AnyBytes_ComeBackWithAndWithoutPadding() => Prop.ForAll<byte[]>(bytes =>
    {
        bytes ??= [];
        return BinaryHeader.TryDecode(BinaryHeader.Encode(bytes), out var plain) && plain.SequenceEqual(bytes)
            && BinaryHeader.TryDecode(Convert.ToBase64String(bytes), out var padded) && padded.SequenceEqual(bytes);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Metadata_AnyBinaryValuesJoinedByCommas_ComeBackApart() => Prop.ForAll<byte[][]>(values =>
    {
        values = [.. (values ?? []).Select(value => value ?? [])];
        if (values.Length == 0) return true;
        var metadata = new Metadata();
        MetadataCodec.Receive(metadata, "Raw-Bin", string.Join(',', values.Select(value => BinaryHeader.Encode(value))));
        return metadata.GetAll("raw-bin").Select(entry => entry.ValueBytes)
                .Zip(values).All(pair => pair.First.SequenceEqual(pair.Second))
            && metadata.Count == values.Length;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Timeout_AnySpan_IsParsedBackNoShorterAndNearlyAsLong() =>
        Prop.ForAll(Gen.Choose(0, 62).SelectMany(
            bits => Gen.Choose(0, int.MaxValue).Select(
                low => (long)((1UL << bits) | (ulong)(uint)low & ((1UL << bits) - 1)))).ToArbitrary(),
            ticks =>
            {
                var span = TimeSpan.FromTicks(ticks);
                var text = TimeoutHeader.Format(span);
                return text.Length <= 9 && TimeoutHeader.TryParse(text, out var parsed)
                    && (text == "99999999H"
                        || (parsed >= span && parsed.Ticks - span.Ticks <= Math.Max(10, span.Ticks / 90_000)));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Timeout_AnyText_ParsesOrIsRefusedWithoutThrowing() => Prop.ForAll<string>(text =>
        !TimeoutHeader.TryParse(text ?? "", out var parsed) || parsed >= TimeSpan.Zero).QuickCheckThrowOnFailure();
}
