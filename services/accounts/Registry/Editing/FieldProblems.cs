using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf;
using Grpc.Core;

namespace CodexPooler.Accounts.Registry.Editing;

/// <summary>Everything wrong with one write, so that an operator corrects it in one go.</summary>
internal sealed class FieldProblems
{
    public const string Trailer = "field-errors-bin";
    private readonly FieldErrors _errors = new();

    public void Add(string field, string message) =>
        _errors.Errors.Add(new FieldErrors.Types.FieldError { Field = field, Message = message });

    public void Require(bool holds, string field, string message)
    {
        if (!holds) Add(field, message);
    }

    public void ThrowIfAny()
    {
        if (_errors.Errors.Count == 0) return;
        var summary = string.Join("; ", _errors.Errors.Select(error => $"{error.Field}: {error.Message}"));
        throw new RpcException(
            new Status(StatusCode.InvalidArgument, summary), new Metadata { { Trailer, _errors.ToByteArray() } });
    }
}
