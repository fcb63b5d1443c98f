namespace CodexPooler.Accounts.Linking.Flows;

internal sealed record DeviceStart(DeviceLogin? Login, LinkProblem? Problem)
{
    public static DeviceStart Refuse(LinkProblem problem) => new(null, problem);
}
