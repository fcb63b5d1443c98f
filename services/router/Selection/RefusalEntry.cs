using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Selection;

internal sealed record RefusalEntry(int Status, string ErrorType, Recovery Recovery, string Message, string OperatorAction);
