using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CodexPooler.Data;

/// <summary>Refuses settings that cannot work, in words an operator can act on.</summary>
internal sealed class DataOptionsRules : IValidateOptions<DataOptions>
{
    public ValidateOptionsResult Validate(string? name, DataOptions options)
    {
        var problems = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true);
        var failures = problems.ConvertAll(problem => $"Data: {problem.ErrorMessage}");
        failures.AddRange(options.Provider switch
        {
            DatabaseEngine.Sqlite => SqliteProblems(options),
            DatabaseEngine.Postgres => PostgresProblems(options),
            _ => ["Data:Provider must be Sqlite or Postgres."],
        });
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> SqliteProblems(DataOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Folder))
            yield return "Data:Folder is empty; set it to a folder for the database file.";
        if (options.ConnectionString is not null)
            yield return "Data:ConnectionString is set but Data:Provider is Sqlite; set Data:Provider=Postgres or remove it.";
    }

    private static IEnumerable<string> PostgresProblems(DataOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
            yield return "Data:ConnectionString is missing; Data:Provider=Postgres needs one, "
                + "for example Host=db;Database=pooler.";
        else if (!IsConnectionString(options.ConnectionString))
            yield return "Data:ConnectionString is not a connection string of the form Host=…;Database=…;Username=….";
        if (options.PasswordFile is { } file && !File.Exists(file))
            yield return $"Data:PasswordFile names '{file}', which does not exist.";
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
