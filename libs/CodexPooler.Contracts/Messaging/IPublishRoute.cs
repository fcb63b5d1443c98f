namespace CodexPooler.Contracts.Messaging;

/// <summary>A route that the publishing bus needs too.</summary>
internal interface IPublishRoute : IBusRoute;
