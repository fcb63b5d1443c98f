using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Accounting.Retention;

/// <summary>How long the ledger keeps what. Day roll-ups and price books are kept for ever: they name no person.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    public const string Section = "Accounting:Retention";

    /// <summary>Days the request log, its attempts and its entries are kept; then they are removed month by month.</summary>
    [Range(32, 36500)]
    public int TurnDays { get; set; } = 400;

    /// <summary>Days after which a turn no longer names a person: the id becomes a keyed pseudonym. 0 never.</summary>
    [Range(0, 36500)]
    public int PersonDays { get; set; }

    /// <summary>
    /// A secret of at least 16 characters the pseudonyms are made with; needed when <see cref="PersonDays"/> is set.
    /// </summary>
    public string? PseudonymKey { get; set; }

    /// <summary>Days minute and hour roll-ups and quota readings are kept.</summary>
    [Range(32, 36500)]
    public int DetailDays { get; set; } = 120;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PersonDays > 0 && PseudonymKey is not { Length: >= 16 })
            yield return new("is needed, with 16 characters or more, when PersonDays is set", [nameof(PseudonymKey)]);
    }
}
