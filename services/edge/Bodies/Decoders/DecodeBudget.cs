namespace CodexPooler.Edge.Bodies.Decoders;

/// <summary>
/// What decoding one body may cost, all its layers together. Asked after every chunk, so that a bomb never unfolds.
/// </summary>
internal sealed class DecodeBudget(BodyOptions options, int sentBytes, TimeProvider time)
{
    /// <summary>Most a decoder writes between two questions.</summary>
    public const int Chunk = 64 * 1024;

    // Below this, growth is no danger, and short repetitive JSON may well shrink a thousandfold.
    private const int RatioFloor = 1024 * 1024;

    private readonly long _started = time.GetTimestamp();
    private readonly long _ratioLimit = Math.Max(RatioFloor, (long)sentBytes * options.MaxRatio);

    public DecodeStatus Check(long length)
    {
        if (length > options.MaxBytes) return DecodeStatus.TooLarge;
        if (length > _ratioLimit) return DecodeStatus.RatioExceeded;
        return time.GetElapsedTime(_started) > options.Timeout ? DecodeStatus.TooSlow : DecodeStatus.Decoded;
    }
}
