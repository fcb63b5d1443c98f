namespace CodexPooler.SidecarDouble.Actors;

/// <summary>Reminders survive the actor and count as durable; timers end with it.</summary>
public enum ReminderKind
{
    Reminder,
    Timer,
}
