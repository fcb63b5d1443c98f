using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Contracts.Messaging;

/// <summary>The bus that carries events between services.</summary>
public sealed class MessagingOptions : IValidatableObject
{
    public const string Section = "Messaging";

    /// <summary><c>RabbitMq</c> or <c>InMemory</c>.</summary>
    public BusTransport Transport { get; set; } = BusTransport.RabbitMq;

    /// <summary>The broker and its virtual host, such as <c>amqp://rabbitmq:5672/</c>; <c>amqps</c> for TLS.</summary>
    [Required]
    public Uri? Broker { get; set; } = new("amqp://127.0.0.1:5672/");

    /// <summary>Who the service is to the broker.</summary>
    [Required]
    public string Username { get; set; } = "guest";

    /// <summary>The password of <see cref="Username"/>.</summary>
    public string Password { get; set; } = "guest";

    /// <summary>Replicated queues. Leave it on in production; a queue cannot change its kind later.</summary>
    public bool QuorumQueues { get; set; } = true;

    /// <summary>Whether the service refuses to start without the broker. One that can work without it connects later.</summary>
    public bool Required { get; set; } = true;

    /// <summary>How long a service that needs the broker waits for it at start.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the broker may take to confirm a batch before it is sent again over a new connection.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan ConfirmTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long consumers may stay away from a broker that answers before the bus is started again.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan ReconnectPatience { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a message whose handling keeps failing is tried again before it is parked.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(15);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Broker is null or { IsAbsoluteUri: true, Scheme: "amqp" or "amqps" }) yield break;
        yield return new($"is '{Broker}', which is not an address such as amqp://rabbitmq:5672/", [nameof(Broker)]);
    }
}
