namespace CodexPooler.Edge.Bodies.Decoders;

internal enum DecodeStatus
{
    Decoded,
    Corrupt,
    TooLarge,
    RatioExceeded,
    TooSlow,
}
