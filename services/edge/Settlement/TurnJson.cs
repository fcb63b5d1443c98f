using System.Text.Json.Serialization;
using CodexPooler.Contracts.Events;

namespace CodexPooler.Edge.Settlement;

/// <summary>Generated code for what every turn is written as, twice.</summary>
[JsonSerializable(typeof(TurnSettled))]
internal sealed partial class TurnJson : JsonSerializerContext;
