using CodexPooler.Simulator.Models;
using CodexPooler.Simulator.Quota;

namespace CodexPooler.Simulator.Accounts;

/// <summary>One Codex account of the simulated backend.</summary>
public sealed record SimulatedAccount
{
    /// <summary>What clients send as chatgpt-account-id.</summary>
    public required string Id { get; init; }

    public string Plan { get; init; } = "plus";

    public string UserId { get => field ?? $"user-{Id}"; init; }

    public string Email { get => field ?? $"{Id}@simulator.invalid"; init; }

    public string? WorkspaceId { get; init; }

    public string WorkspaceName { get => field ?? (IsWorkspace ? $"Workspace {Id}" : "Personal"); init; }

    /// <summary>Residency claim, e.g. "us" or "eu"; null when the account has none.</summary>
    public string? Residency { get; init; }

    /// <summary>Slugs this account is offered; null means all that its plan gets.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    public QuotaPlan? Quota { get; init; }

    public CreditBalance? Credits { get; init; }

    /// <summary>Saved rate-limit resets the account starts with.</summary>
    public int SavedResets { get; init; }

    /// <summary>Encrypted content can be read back inside the same organisation only.</summary>
    public string OrganizationId => WorkspaceId ?? $"org-{Id}";

    public bool IsWorkspace => Plan is "team" or "business" or "enterprise" or "edu";

    public bool Offers(string slug) => Models?.Contains(slug) ?? ModelShelf.IsOnPlan(slug, Plan);
}
