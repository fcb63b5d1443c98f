using System.Collections.Concurrent;
using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>The accounts service's part in operators' calls: whose a token is, and the audit log.</summary>
internal sealed class OperatorBook(OperatorBook.Pages pages) : DirectoryAdmin.DirectoryAdminBase
{
    public const string Owner = "cxp-op-owner";
    public const string Admin = "cxp-op-admin";
    public const string Viewer = "cxp-op-viewer";
    public const string Stranger = "cxp-op-stranger";

    public static Metadata As(string token) => new() { { "authorization", "Bearer " + token } };

    public override Task<Operator> Authenticate(AuthenticateRequest request, ServerCallContext context) => request.Token switch
    {
        Owner => Task.FromResult(new Operator { Name = "olga", Role = Operator.Types.Role.Owner, Active = true }),
        Admin => Of("ada", Operator.Types.Role.Admin, RouterRig.Pool),
        Viewer => Of("vera", Operator.Types.Role.Viewer, RouterRig.Pool),
        Stranger => Of("sam", Operator.Types.Role.Admin, "another pool"),
        _ => throw new RpcException(new Status(StatusCode.Unauthenticated, "This token is unknown or revoked.")),
    };

    public override Task<AuditEntry> RecordAudit(RecordAuditRequest request, ServerCallContext context)
    {
        if (pages.IsTorn)
            throw new RpcException(new Status(StatusCode.Unavailable, "the database is away"));
        pages.Notes.Enqueue(request);
        return Task.FromResult(new AuditEntry());
    }

    private static Task<Operator> Of(string name, Operator.Types.Role role, string pool) =>
        Task.FromResult(new Operator { Name = name, Role = role, Active = true, PoolIds = { pool } });

    internal sealed class Pages
    {
        public ConcurrentQueue<RecordAuditRequest> Notes { get; } = new();

        /// <summary>Nothing can be written.</summary>
        public bool IsTorn { get; set; }
    }
}
