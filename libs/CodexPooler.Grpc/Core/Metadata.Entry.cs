using System.Text;
using CodexPooler.Grpc.Wire;

namespace Grpc.Core;

public sealed partial class Metadata
{
    public sealed class Entry
    {
        private readonly string? _text;
        private readonly byte[]? _bytes;

        public Entry(string key, string value)
        {
            ArgumentNullException.ThrowIfNull(value);
            Key = MetadataRules.NormalizeKey(key);
            if (IsBinary) throw new ArgumentException($"Metadata '{key}' ends in -bin and takes bytes, not text.", nameof(key));
            if (!MetadataRules.IsAsciiValue(value))
                throw new ArgumentException(
                    $"The value of metadata '{key}' is not printable ASCII; send it under a -bin key.", nameof(value));
            _text = value;
        }

        public Entry(string key, byte[] valueBytes)
        {
            ArgumentNullException.ThrowIfNull(valueBytes);
            Key = MetadataRules.NormalizeKey(key);
            if (!IsBinary)
                throw new ArgumentException($"Metadata '{key}' carries bytes, so its key must end in -bin.", nameof(key));
            _bytes = [.. valueBytes];
        }

        private Entry(string key, string? text, byte[]? bytes)
        {
            Key = key;
            _text = text;
            _bytes = bytes;
        }

        public string Key { get; }

        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        public string Value => _text ?? throw new InvalidOperationException($"Metadata '{Key}' is binary; read ValueBytes.");

        public byte[] ValueBytes => _bytes is not null ? [.. _bytes] : Encoding.ASCII.GetBytes(_text!);

        public override string ToString() =>
            IsBinary ? $"[Entry: key={Key}, valueBytes={_bytes!.Length} bytes]" : $"[Entry: key={Key}, value={_text}]";

        // What the wire brought is not validated again: HTTP/2 did it, and a received oddity must not fail the call.
        internal static Entry Received(string key, string text) => new(key, text, null);

        internal static Entry Received(string key, byte[] bytes) => new(key, null, bytes);

        internal ReadOnlySpan<byte> RawBytes => _bytes;
    }
}
