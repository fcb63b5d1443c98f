namespace Grpc.AspNetCore.Server;

/// <summary>Settings of one service: starts as a copy of the settings of all.</summary>
public class GrpcServiceOptions<TService> : GrpcServiceOptions where TService : class;
