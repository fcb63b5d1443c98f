namespace CodexPooler.Accounting.Pricing;

/// <summary>The book this build carries: <c>price-book.json</c> beside this file.</summary>
internal static class BuiltInPriceBook
{
    public static string Json { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(BuiltInPriceBook).Assembly.GetManifestResourceStream("price-book.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
