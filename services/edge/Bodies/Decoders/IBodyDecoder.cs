namespace CodexPooler.Edge.Bodies.Decoders;

/// <summary>Undoes one content encoding.</summary>
internal interface IBodyDecoder
{
    /// <summary>Appends to <paramref name="target"/> until the input is decoded or the budget says stop.</summary>
    DecodeStatus Decode(ReadOnlyMemory<byte> source, DecodeBudget budget, PooledBuffer target);
}
