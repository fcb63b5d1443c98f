using System.ComponentModel.DataAnnotations;
using CodexPooler.Routing.Admin.Access;
using CodexPooler.Routing.Circuits;
using CodexPooler.Routing.Continuity;
using CodexPooler.Routing.Decisions;
using CodexPooler.Routing.Gates;
using CodexPooler.Routing.Leases;
using CodexPooler.Routing.Replication;
using CodexPooler.Routing.Selection;

namespace CodexPooler.Routing;

/// <summary>Section <c>Routing</c>.</summary>
public sealed class RoutingOptions
{
    public const string Section = "Routing";

    /// <summary>Name of this replica in what operators see; every start adds something of its own to it.</summary>
    public string Replica { get; set; } = "router";

    [Required]
    public CircuitOptions Circuits { get; set; } = new();

    [Required]
    public ProviderIncidentOptions ProviderIncident { get; set; } = new();

    [Required]
    public LeaseOptions Leases { get; set; } = new();

    [Required]
    public PinOptions Pins { get; set; } = new();

    [Required]
    public QuotaOptions Quota { get; set; } = new();

    [Required]
    public ScoringOptions Scoring { get; set; } = new();

    [Required]
    public FairnessOptions Fairness { get; set; } = new();

    [Required]
    public DecisionOptions Decisions { get; set; } = new();

    [Required]
    public OperatorAccessOptions Access { get; set; } = new();

    [Required]
    public ReplicationOptions Replication { get; set; } = new();
}
