using System.Text.Json.Serialization;
using CodexPooler.Contracts.Events;

namespace CodexPooler.Edge.Settlement;

/// <summary>Generated code for what turns were written as in spools of earlier versions.</summary>
[JsonSerializable(typeof(TurnSettled))]
internal sealed partial class TurnJson : JsonSerializerContext;
