using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Simulator;

/// <summary>How the simulator listens and how fast it talks.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Loopback port; 0 picks a free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 4100;

    /// <summary>Events a second on each stream; 0 is burst mode: as fast as the socket takes them.</summary>
    [Range(0, 1000)]
    public double EventsPerSecond { get; set; }

    /// <summary>Text tokens of an answer whose prompt does not ask for a length.</summary>
    [Range(1, 1_000_000)]
    public int OutputTokens { get; set; } = 32;

    /// <summary>Largest WebSocket message taken; a longer one closes the socket with 1009.</summary>
    [Range(1024, 512 * 1024 * 1024)]
    public int MaxWebSocketMessageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Largest request body after decompression.</summary>
    [Range(1024, 512 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>Age, on the simulator's clock, at which a socket is told websocket_connection_limit_reached.</summary>
    public TimeSpan WebSocketLifetime { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>Requests the ledger remembers, about 500 bytes each; past it the oldest are dropped and counted.</summary>
    [Range(1, 100_000_000)]
    public int LedgerRows { get; set; } = 1_000_000;

    /// <summary>Life of an issued access token.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Accounts present from the start and after a reset.</summary>
    public IReadOnlyList<Accounts.SimulatedAccount> Accounts { get; set; } = Simulator.Accounts.StartingAccounts.Three;
}
