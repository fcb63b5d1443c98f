using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.ServiceDefaults.Tests.TestData;

/// <summary>A secret whose author forgot to override <c>ToString</c>: the compiler's own prints the value.</summary>
internal readonly record struct LeakySecret(string Value) : ISecret;
