using MassTransit;

namespace CodexPooler.Contracts.Messaging;

/// <summary>One queue beside each queue keeps what could not be handled or understood, with the reason in its headers.</summary>
public sealed class ParkedQueue : IErrorQueueNameFormatter, IDeadLetterQueueNameFormatter
{
    /// <summary>Why the message was parked.</summary>
    public const string ReasonHeader = "codex-pooler-parked-reason";

    /// <summary>When, in UTC.</summary>
    public const string TimeHeader = "codex-pooler-parked-at";

    public static string Of(string queue) => queue + ".parked";

    string IErrorQueueNameFormatter.FormatErrorQueueName(string queueName) => Of(queueName);

    string IDeadLetterQueueNameFormatter.FormatDeadLetterQueueName(string queueName) => Of(queueName);
}
