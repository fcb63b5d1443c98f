using CodexPooler.ServiceDefaults.Secrets;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Contracts.Messaging;

/// <summary>
/// Hands a batch over. When the batch fails, each message is tried alone, so that one poisonous message takes no other with it:
/// it is parked when it says so itself, when it keeps failing while others pass, or when patience is over.
/// </summary>
internal sealed class BatchConsumer<TMessage>(
    Func<IReadOnlyList<TMessage>, CancellationToken, Task> handle,
    string? queue,
    TimeSpan patience,
    TimeProvider time,
    ILogger<BatchConsumer<TMessage>> log) : IConsumer<Batch<TMessage>>
    where TMessage : class
{
    // Once another message has passed, the store works: what still fails is to blame itself.
    private const int RoundsAfterSuccess = 3;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    public static BatchConsumer<TMessage> For<THandler>(IServiceProvider services, string? parkIn)
        where THandler : class, IMessageHandler<TMessage> => new(
            async (messages, cancellationToken) =>
            {
                await using var scope = services.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(messages, cancellationToken);
            },
            parkIn,
            services.GetRequiredService<IOptions<MessagingOptions>>().Value.Patience,
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<BatchConsumer<TMessage>>>());

    public async Task Consume(ConsumeContext<Batch<TMessage>> context)
    {
        var batch = context.Message.ToList();
        if (await TryAsync(batch, context.CancellationToken) is not { } failure) return;
        if (batch.Count == 1) log.HandlingFailed(failure, typeof(TMessage).Name);
        else log.BatchFailed(failure, batch.Count, typeof(TMessage).Name);
        await IsolateAsync(context, batch);
    }

    private async Task IsolateAsync(ConsumeContext context, List<ConsumeContext<TMessage>> waiting)
    {
        var started = time.GetTimestamp();
        int? passedIn = null;
        for (var round = 1; waiting.Count > 0; round++)
        {
            if (round > 1) await Task.Delay(Pause(round), time, context.CancellationToken);
            var failures = new List<(ConsumeContext<TMessage> Message, Exception Failure)>();
            foreach (var message in waiting)
            {
                if (await TryAsync([message], context.CancellationToken) is { } failure) failures.Add((message, failure));
                else passedIn ??= round;
            }

            waiting.Clear();
            var over = time.GetElapsedTime(started) >= patience || round - passedIn >= RoundsAfterSuccess;
            foreach (var (message, failure) in failures)
            {
                if (over || failure is PoisonMessageException) await ParkAsync(message, failure);
                else waiting.Add(message);
            }
        }
    }

    private async Task<Exception?> TryAsync(List<ConsumeContext<TMessage>> messages, CancellationToken cancellationToken)
    {
        try
        {
            await handle([.. messages.Select(message => message.Message)], cancellationToken);
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return failure;
        }
    }

    private async Task ParkAsync(ConsumeContext<TMessage> message, Exception failure)
    {
        var reason = Redaction.Scrub($"{failure.GetType().Name}: {failure.Message}");
        log.Parked(message.MessageId, typeof(TMessage).Name, reason);
        if (queue is null) return;
        await message.Forward(new Uri("queue:" + ParkedQueue.Of(queue)), Pipe.Execute<SendContext<TMessage>>(parked =>
        {
            parked.Headers.Set(ParkedQueue.ReasonHeader, reason);
            parked.Headers.Set(ParkedQueue.TimeHeader, time.GetUtcNow().UtcDateTime);
        }));
    }

    private static TimeSpan Pause(int round) =>
        TimeSpan.FromMilliseconds(Math.Min(LongestPause.TotalMilliseconds, 50 * Math.Pow(2, round)));
}
