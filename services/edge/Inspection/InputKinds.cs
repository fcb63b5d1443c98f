namespace CodexPooler.Edge.Inspection;

[Flags]
internal enum InputKinds
{
    None = 0,
    Image = 1,
    File = 2,
    Audio = 4,
    Tools = 8,
    Reasoning = 16,
}
