using CodexPooler.Contracts.Routing.V1;
using Google.Protobuf;
using static Google.Protobuf.WireFormat;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>
/// What routers told each other before a lease had a generation and a batch said whether it knows the usage of keys: by the
/// field numbers of that time, as the history of routing.proto has them, and without the code that is generated of today's.
/// </summary>
internal static class EarlierWire
{
    private const int Facts = 3;
    private const int LeaseOfFact = 5;

    public static byte[] Batch(string origin, long sequence, bool isSnapshot, IEnumerable<EarlierLease> leases) => Message(
        batch =>
        {
            Text(batch, 1, origin);
            Number(batch, 2, sequence);
            foreach (var lease in leases) Bytes(batch, Facts, Message(fact => Bytes(fact, LeaseOfFact, Lease(lease))));
            if (isSnapshot) Number(batch, 6, 1);
        });

    public static EarlierBatch Read(byte[] bytes)
    {
        var (origin, sequence, isSnapshot) = ("", 0L, false);
        var (leases, unknown) = (new List<EarlierLease>(), new List<int>());
        Each(bytes, (input, tag) =>
        {
            switch (tag)
            {
                case (1, WireType.LengthDelimited): origin = input.ReadString(); break;
                case (2, WireType.Varint): sequence = input.ReadInt64(); break;
                case (Facts, WireType.LengthDelimited): ReadFact(input.ReadBytes().ToByteArray(), leases); break;
                case (6, WireType.Varint): isSnapshot = input.ReadBool(); break;
                case (4 or 8, WireType.LengthDelimited) or (5 or 7, WireType.Varint): input.SkipLastField(); break;
                case ( < 9, _): throw new InvalidDataException($"Field {tag.Field} of a batch has another type now.");
                default: unknown.Add(tag.Field); input.SkipLastField(); break;
            }
        });
        return new(origin, sequence, isSnapshot, leases, unknown);
    }

    private static void ReadFact(byte[] bytes, List<EarlierLease> leases) => Each(bytes, (input, tag) =>
    {
        if (tag == (LeaseOfFact, WireType.LengthDelimited)) leases.Add(ReadLease(input.ReadBytes().ToByteArray()));
        else input.SkipLastField();
    });

    private static EarlierLease ReadLease(byte[] bytes)
    {
        var lease = new EarlierLease();
        Each(bytes, (input, tag) =>
        {
            switch (tag)
            {
                case (1, WireType.Fixed64): lease = lease with { TurnHigh = input.ReadFixed64() }; break;
                case (2, WireType.Fixed64): lease = lease with { TurnLow = input.ReadFixed64() }; break;
                case (3, WireType.Varint): lease = lease with { Attempt = input.ReadInt32() }; break;
                case (4, WireType.LengthDelimited): lease = lease with { Origin = input.ReadString() }; break;
                case (5, WireType.LengthDelimited): lease = lease with { AccountId = input.ReadString() }; break;
                case (6, WireType.LengthDelimited): lease = lease with { PoolId = input.ReadString() }; break;
                case (7, WireType.LengthDelimited): lease = lease with { KeyId = input.ReadString() }; break;
                case (8, WireType.LengthDelimited): lease = lease with { Model = input.ReadString() }; break;
                case (9, WireType.Varint): lease = lease with { RouteClass = (RouteClass)input.ReadEnum() }; break;
                case (10, WireType.Varint): lease = lease with { OpenedAtMs = input.ReadInt64() }; break;
                case (11, WireType.Varint): lease = lease with { ExpiresAtMs = input.ReadInt64() }; break;
                case (15, WireType.Varint): lease = lease with { ClosedAtMs = input.ReadInt64() }; break;
                case (12 or 13 or 14 or 16 or 19, WireType.Varint) or (17 or 18, WireType.Fixed64): input.SkipLastField(); break;
                case ( < 20, _): throw new InvalidDataException($"Field {tag.Field} of a lease has another type now.");
                default: input.SkipLastField(); break;
            }
        });
        return lease;
    }

    private static byte[] Lease(EarlierLease lease) => Message(fact =>
    {
        Fixed(fact, 1, lease.TurnHigh);
        Fixed(fact, 2, lease.TurnLow);
        Number(fact, 3, lease.Attempt);
        Text(fact, 4, lease.Origin);
        Text(fact, 5, lease.AccountId);
        Text(fact, 6, lease.PoolId);
        Text(fact, 7, lease.KeyId);
        Text(fact, 8, lease.Model);
        Number(fact, 9, (long)lease.RouteClass);
        Number(fact, 10, lease.OpenedAtMs);
        Number(fact, 11, lease.ExpiresAtMs);
        if (lease.ClosedAtMs != 0) Number(fact, 15, lease.ClosedAtMs);
    });

    private static void Each(byte[] bytes, Action<CodedInputStream, (int Field, WireType Type)> take)
    {
        var input = new CodedInputStream(bytes);
        while (input.ReadTag() is not 0 and var tag) take(input, (GetTagFieldNumber(tag), GetTagWireType(tag)));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using var output = new CodedOutputStream(bytes);
        write(output);
        output.Flush();
        return bytes.ToArray();
    }

    private static void Number(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireType.Varint);
        output.WriteInt64(value);
    }

    private static void Fixed(CodedOutputStream output, int field, ulong value)
    {
        output.WriteTag(field, WireType.Fixed64);
        output.WriteFixed64(value);
    }

    private static void Text(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireType.LengthDelimited);
        output.WriteString(value);
    }

    private static void Bytes(CodedOutputStream output, int field, byte[] value)
    {
        output.WriteTag(field, WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
    }
}
