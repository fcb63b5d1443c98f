namespace Dapr.Actors.Runtime;

/// <summary>An actor that has reminders. Delivery is at least once, so receiving one must be idempotent.</summary>
public interface IRemindable
{
    /// <summary>Receives a reminder.</summary>
    Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period);
}
