using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CodexPooler.Edge.Inspection;

/// <summary>
/// Reads JSON forward, token by token, and refuses what <see cref="Utf8JsonReader"/> refuses. That one looks at every byte
/// of a string once it holds an escape, and a request is little else.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    public const int MaxDepth = 256;

    private static readonly bool[] EndsNumber = Table(" \t\r\n,]}"u8);
    private readonly ReadOnlySpan<byte> _json = json;
    private Nesting _objects;
    private int _depth;
    private Next _next = Next.Value;
    private bool _escaped;
    private int _stringEnd;

    /// <summary>A bit for each level: whether it is an object's.</summary>
    [InlineArray(MaxDepth / 64)]
    private struct Nesting
    {
        private ulong _first;
    }

    /// <summary>What the grammar allows next.</summary>
    private enum Next
    {
        Value,
        ValueOrEnd,
        Name,
        NameOrEnd,
        CommaOrEnd,
    }

    public JsonTokenType Kind { get; private set; }

    /// <summary>How many objects and arrays surround the token; an opening and its closing brace are told from outside.</summary>
    public readonly int Depth => Kind is JsonTokenType.StartObject or JsonTokenType.StartArray ? _depth - 1 : _depth;

    /// <summary>Where the token begins, its quote included.</summary>
    public int Start { get; private set; }

    /// <summary>Just behind the token.</summary>
    public int End { get; private set; }

    /// <exception cref="JsonException">What follows is no JSON.</exception>
    public bool Read()
    {
        var sign = SkipSpace();
        if (sign < 0) return _depth == 0 && Kind != JsonTokenType.None ? false : throw Broken();
        if (_depth == 0 && Kind != JsonTokenType.None) throw Broken();
        if (_next == Next.CommaOrEnd)
        {
            if (sign is ']' or '}') return Close(sign);
            if (sign != ',') throw Broken();
            End++;
            _next = IsObject(_depth - 1) ? Next.Name : Next.Value;
            sign = SkipSpace();
        }

        if (_next is Next.ValueOrEnd or Next.NameOrEnd && sign is ']' or '}') return Close(sign);
        Start = End;
        if (_next is Next.Value or Next.ValueOrEnd) ReadValue(sign);
        else ReadName(sign);
        return true;
    }

    /// <summary>Passes over the value the cursor stands on, or before.</summary>
    public void Skip()
    {
        if (Kind == JsonTokenType.PropertyName) Read();
        if (Kind is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        var outside = _depth - 1;
        while (_depth > outside) Read();
    }

    /// <summary>Whether the string or name reads so, whichever way it is escaped.</summary>
    public readonly bool Is(ReadOnlySpan<byte> text)
    {
        if (!_escaped) return Written.SequenceEqual(text);
        var reader = Alone();
        return reader.ValueTextEquals(text);
    }

    /// <exception cref="InvalidOperationException">The string is not valid Unicode.</exception>
    public readonly string Text()
    {
        var reader = Alone();
        return reader.GetString()!;
    }

    public readonly bool TryGetInt64(out long value)
    {
        var reader = Alone();
        return reader.TryGetInt64(out value);
    }

    public readonly bool IsEscaped => _escaped;

    /// <summary>The string's bytes between its quotes, escapes and all.</summary>
    public readonly ReadOnlySpan<byte> Written => _json[(Start + 1)..(_stringEnd - 1)];

    private readonly Utf8JsonReader Alone()
    {
        var end = Kind is JsonTokenType.PropertyName or JsonTokenType.String ? _stringEnd : End;
        var reader = new Utf8JsonReader(_json[Start..end]);
        reader.Read();
        return reader;
    }

    private void ReadValue(int sign)
    {
        _next = Next.CommaOrEnd;
        switch (sign)
        {
            case '"':
                Kind = JsonTokenType.String;
                ReadString();
                break;
            case '{':
                Open(JsonTokenType.StartObject, Next.NameOrEnd);
                break;
            case '[':
                Open(JsonTokenType.StartArray, Next.ValueOrEnd);
                break;
            case 't':
                ReadWord("true"u8, JsonTokenType.True);
                break;
            case 'f':
                ReadWord("false"u8, JsonTokenType.False);
                break;
            case 'n':
                ReadWord("null"u8, JsonTokenType.Null);
                break;
            default:
                ReadNumber();
                break;
        }
    }

    private void ReadName(int sign)
    {
        if (sign != '"') throw Broken();
        Kind = JsonTokenType.PropertyName;
        ReadString();
        if (SkipSpace() != ':') throw Broken();
        End++;
        _next = Next.Value;
    }

    private void ReadString()
    {
        End = _stringEnd = JsonStrings.EndOf(_json, Start + 1, out _escaped);
        if (End < 0) throw Broken();
    }

    private void ReadWord(ReadOnlySpan<byte> word, JsonTokenType kind)
    {
        if (!_json[Start..].StartsWith(word)) throw Broken();
        (Kind, End) = (kind, Start + word.Length);
    }

    private void ReadNumber()
    {
        var end = Start;
        while (end < _json.Length && !EndsNumber[_json[end]]) end++;
        var reader = new Utf8JsonReader(_json[Start..end]);
        if (!reader.Read() || reader.TokenType != JsonTokenType.Number || reader.BytesConsumed != end - Start) throw Broken();
        (Kind, End) = (JsonTokenType.Number, end);
    }

    private void Open(JsonTokenType kind, Next next)
    {
        if (_depth == MaxDepth) throw Broken();
        var bit = 1UL << _depth;
        if (kind == JsonTokenType.StartObject) _objects[_depth / 64] |= bit;
        else _objects[_depth / 64] &= ~bit;
        _depth++;
        (Kind, _next) = (kind, next);
        End++;
    }

    private bool Close(int sign)
    {
        if (_depth == 0 || IsObject(_depth - 1) != (sign == '}')) throw Broken();
        _depth--;
        (Start, _next) = (End, Next.CommaOrEnd);
        Kind = sign == '}' ? JsonTokenType.EndObject : JsonTokenType.EndArray;
        End++;
        return true;
    }

    private readonly bool IsObject(int depth) => (_objects[depth / 64] & (1UL << depth)) != 0;

    private int SkipSpace()
    {
        while (End < _json.Length)
        {
            var sign = _json[End];
            if (sign is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')) return sign;
            End++;
        }

        return -1;
    }

    private static bool[] Table(ReadOnlySpan<byte> signs)
    {
        var table = new bool[256];
        foreach (var sign in signs) table[sign] = true;
        return table;
    }

    private static JsonException Broken() => new("not JSON");
}
