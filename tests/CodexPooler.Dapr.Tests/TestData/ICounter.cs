using Dapr.Actors;

namespace CodexPooler.Dapr.Tests.TestData;

public interface ICounter : IActor
{
    Task<int> AddAsync(int amount);

    Task<int> ReadAsync();

    Task ResetAsync();

    Task FailAfterWritingAsync(int value);

    Task RemindAsync(Reminding reminding);

    Task ForgetAsync(string reminder);

    Task<string?> LookUpAsync(string reminder);

    Task TickAsync(TimeSpan period);

    Task HoldAsync();

    Task KeepForAsync(TimeSpan span);
}
