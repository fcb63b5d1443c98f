using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace CodexPooler.Grpc.Reflection;

/// <summary>The descriptor files behind the mapped services, found by file, by symbol and by extension.</summary>
internal sealed class DescriptorIndex
{
    private readonly Dictionary<string, FileDescriptor> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Type, int Number), FileDescriptor> _extensions = [];
    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);

    public DescriptorIndex(IEnumerable<Type> serviceTypes)
    {
        var services = serviceTypes.Distinct().Select(DescriptorOf).OfType<ServiceDescriptor>().ToList();
        Services = [.. services.Select(service => service.FullName).Distinct().Order(StringComparer.Ordinal)];
        foreach (var service in services) Add(service.File);
    }

    public IReadOnlyList<string> Services { get; }

    public IReadOnlyList<ByteString>? FileNamed(string name) => Closure(_files.GetValueOrDefault(name));

    public IReadOnlyList<ByteString>? FileOf(string symbol) => Closure(_symbols.GetValueOrDefault(symbol));

    public IReadOnlyList<ByteString>? FileOfExtension(string type, int number) =>
        Closure(_extensions.GetValueOrDefault((type, number)));

    public bool HasMessage(string type) => _messages.Contains(type);

    public IEnumerable<int> ExtensionsOf(string type) =>
        _extensions.Keys.Where(extension => extension.Type == type).Select(extension => extension.Number).Order();

    // The generated class around the service base has a static Descriptor.
    private static ServiceDescriptor? DescriptorOf(Type service) =>
        service.GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)?.BindType
            .GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as ServiceDescriptor;

    private static List<ByteString>? Closure(FileDescriptor? file)
    {
        if (file is null) return null;
        List<ByteString> result = [];
        HashSet<string> seen = [];
        Collect(file);
        return result;

        void Collect(FileDescriptor current)
        {
            if (!seen.Add(current.Name)) return;
            result.Add(current.SerializedData);
            foreach (var dependency in current.Dependencies) Collect(dependency);
        }
    }

    private void Add(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file)) return;
        foreach (var dependency in file.Dependencies) Add(dependency);
        foreach (var service in file.Services)
        {
            _symbols[service.FullName] = file;
            foreach (var method in service.Methods) _symbols[method.FullName] = file;
        }

        foreach (var type in file.EnumTypes) _symbols[type.FullName] = file;
        foreach (var type in file.MessageTypes) Add(type, file);
        foreach (var extension in file.Extensions.UnorderedExtensions) Add(extension, file);
    }

    private void Add(MessageDescriptor type, FileDescriptor file)
    {
        _symbols[type.FullName] = file;
        _messages.Add(type.FullName);
        foreach (var field in type.Fields.InDeclarationOrder()) _symbols[field.FullName] = file;
        foreach (var nested in type.EnumTypes) _symbols[nested.FullName] = file;
        foreach (var nested in type.NestedTypes) Add(nested, file);
        foreach (var extension in type.Extensions.UnorderedExtensions) Add(extension, file);
    }

    private void Add(FieldDescriptor extension, FileDescriptor file)
    {
        _symbols[extension.FullName] = file;
        _extensions[(extension.ExtendeeType.FullName, extension.FieldNumber)] = file;
    }
}
