using CodexPooler.Edge.Snapshot;

namespace CodexPooler.Edge.Models;

/// <summary>`x-models-etag`: a client fetches the list again whenever this differs from the ETag it was served.</summary>
internal sealed class ModelsEtag(ModelCatalogue catalogue)
{
    public const string Header = "x-models-etag";

    public string For(KeyEntry key) => catalogue.Of(key).ETag;
}
