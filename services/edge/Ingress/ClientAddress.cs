using System.Net;

namespace CodexPooler.Edge.Ingress;

/// <summary>Whose request it is.</summary>
/// <param name="Problem">Why the address is not known, one of a closed set; null when it is.</param>
internal readonly record struct ClientAddress(IPAddress? Address, string? Problem = null);
