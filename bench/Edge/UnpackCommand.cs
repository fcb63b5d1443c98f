using System.Diagnostics;
using System.Runtime.InteropServices;
using CodexPooler.Bench.Edge.Load;

namespace CodexPooler.Bench.Edge;

/// <summary>
/// What the library alone takes to unpack the body of <c>edge body-zstd</c>: nobody who looks into such a body can be cheaper.
/// </summary>
internal sealed class UnpackCommand : IBenchCommand
{
    private const int Rounds = 9, Calls = 1000;

    public string Name => "unpack";

    public string Usage => "unpack   libzstd alone on the body of edge body-zstd: the least that reading such a body costs";

    public Task<int> RunAsync(BenchArguments arguments)
    {
        var packed = Bodies.Zstd(Bodies.Large);
        var plain = new byte[Bodies.Large.Length];
        var context = CreateContext();
        var micros = new double[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            for (var call = 0; call < Calls; call++)
            {
                var length = Unpack(context, plain, (nuint)plain.Length, packed, (nuint)packed.Length);
                if (length != (nuint)plain.Length) throw new InvalidOperationException("The body did not come out as it went in.");
            }

            micros[round] = Stopwatch.GetElapsedTime(started).TotalMicroseconds / Calls;
        }

        _ = FreeContext(context);
        Array.Sort(micros);
        Console.WriteLine(
            $"{packed.Length} to {plain.Length} bytes: {micros[Rounds / 2]:0.0} us, {micros[0]:0.0} to {micros[^1]:0.0} in {Rounds} rounds");
        return Task.FromResult(0);
    }

    [DllImport("libzstd.so.1", EntryPoint = "ZSTD_createDCtx")]
    private static extern nint CreateContext();

    [DllImport("libzstd.so.1", EntryPoint = "ZSTD_freeDCtx")]
    private static extern nuint FreeContext(nint context);

    [DllImport("libzstd.so.1", EntryPoint = "ZSTD_decompressDCtx")]
    private static extern nuint Unpack(nint context, byte[] target, nuint capacity, byte[] source, nuint length);
}
