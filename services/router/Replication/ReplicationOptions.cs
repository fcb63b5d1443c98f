using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Routing.Replication;

public sealed class ReplicationOptions
{
    /// <summary>Whether there are other replicas to talk to, over the broker of section <c>Messaging</c>.</summary>
    public bool Enabled { get; set; }

    /// <summary>A broker for the replicas alone, in place of that of <c>Messaging</c>.</summary>
    public Uri? Broker { get; set; }

    /// <summary>Who the router is to the broker.</summary>
    [Required]
    public string Username { get; set; } = "guest";

    /// <summary>The password of <see cref="Username"/>; give it by environment or file, not in the address.</summary>
    public string Password { get; set; } = "guest";

    /// <summary>Exchange the replicas of one installation share.</summary>
    [Required]
    public string Exchange { get; set; } = "codexpooler.router.facts";

    /// <summary>How long facts wait to be sent together; also the pace of confirmations.</summary>
    public TimeSpan Flush { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often a replica is heard even when it has nothing to tell.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Silence after which a peer no longer shares limits, while our own connection to the broker works.</summary>
    public TimeSpan ForgetAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The least number of replicas limits are divided among; set it to the deployment's replica count.</summary>
    [Range(1, 100)]
    public int ExpectedReplicas { get; set; } = 1;

    /// <summary>How long an operator's command waits for the other replicas to say that they have it.</summary>
    public TimeSpan SpreadPatience { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a joining replica waits for a peer's snapshot before it serves on its own view.</summary>
    public TimeSpan JoinTimeout { get; set; } = TimeSpan.FromSeconds(2);
}
