using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Xiaoer.Backups.Copy;

/// <summary>Some rows of one table on their way: a JSON array a line, small enough to be held in memory.</summary>
internal sealed record Part(string Table, int Number, int Rows, byte[] Content)
{
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>The rows as values: Guid, long, int, bool, string, byte[], double or null, in the order of the columns.</summary>
    public IReadOnlyList<object?[]> Read(TableShape table)
    {
        var rows = new List<object?[]>(Rows);
        var json = new Utf8JsonReader(Content, new JsonReaderOptions { AllowMultipleValues = true });
        while (json.Read())
        {
            var row = new object?[table.Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                json.Read();
                row[i] = json.TokenType == JsonTokenType.Null ? null : Value(ref json, table.Columns[i].Kind);
            }

            json.Read(); // the end of the row
            rows.Add(row);
        }

        return rows;
    }

    private static object Value(ref Utf8JsonReader json, ColumnKind kind) => kind switch
    {
        ColumnKind.Id => json.GetGuid(),
        ColumnKind.Whole => json.GetInt64(),
        ColumnKind.Small => json.GetInt32(),
        ColumnKind.Flag => json.GetBoolean(),
        ColumnKind.Text => json.GetString()!,
        ColumnKind.Bytes => json.GetBytesFromBase64(),
        ColumnKind.Real => json.GetDouble(),
    };
}

/// <summary>Collects rows of one table and cuts them into parts, at the same places for the same rows.</summary>
internal sealed class PartCutter(TableShape table) : IDisposable
{
    private const int MostRows = 20_000;
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    private int _number;
    private int _rows;

    /// <summary>Adds a row; returns a part when one is full.</summary>
    public Part? Add(ReadOnlySpan<object?> row)
    {
        _json.Reset(_buffer);
        _json.WriteStartArray();
        for (var i = 0; i < row.Length; i++) Write(row[i], table.Columns[i]);
        _json.WriteEndArray();
        _json.Flush();
        _buffer.Write("\n"u8);
        return ++_rows >= MostRows || _buffer.WrittenCount >= MostBytes ? Cut() : null;
    }

    /// <summary>What is left at the end, if anything.</summary>
    public Part? Rest() => _rows > 0 ? Cut() : null;

    public void Dispose() => _json.Dispose();

    private Part Cut()
    {
        var part = new Part(table.Name, ++_number, _rows, _buffer.WrittenSpan.ToArray());
        _buffer.ResetWrittenCount();
        _rows = 0;
        return part;
    }

    private void Write(object? value, ColumnShape column)
    {
        switch (value)
        {
            case null: _json.WriteNullValue(); break;
            case Guid id: _json.WriteStringValue(id); break;
            case long whole: _json.WriteNumberValue(whole); break;
            case int small: _json.WriteNumberValue(small); break;
            case bool flag: _json.WriteBooleanValue(flag); break;
            case string text: _json.WriteStringValue(text); break;
            case byte[] bytes: _json.WriteBase64StringValue(bytes); break;
            case double real: _json.WriteNumberValue(real); break;
            default: throw new InvalidOperationException($"{table.Name}.{column.Name} holds a {value.GetType().Name}.");
        }
    }
}
