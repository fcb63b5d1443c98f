namespace CodexPooler.Simulator.Control;

/// <summary>State that POST /_control/reset brings back to how the process started.</summary>
internal interface IResettable
{
    void Reset();
}
