using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Platform.Http;

/// <summary>
/// Where a page ended: the sort value and the id of its last row, opaque to clients. The next page begins behind it, so rows that come or go meanwhile
/// neither repeat nor hide another.
/// </summary>
internal readonly record struct Cursor(long Key, Guid Id)
{
    private const int Size = 8 + 16;

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Key);
        Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>False when the text is no cursor; no text is the beginning.</summary>
    public static bool TryRead(string? text, out Cursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text)) return true;

        Span<byte> bytes = stackalloc byte[Size];
        if (text.Length != Base64Url.GetEncodedLength(Size) || Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done || written != Size) return false;
        cursor = new Cursor(BinaryPrimitives.ReadInt64BigEndian(bytes), new Guid(bytes[8..], bigEndian: true));
        return true;
    }

    /// <summary>A page of what was read with one row more than asked for.</summary>
    public static Page<TView> PageOf<TRow, TView>(IReadOnlyList<TRow> rows, int limit, Func<TRow, Cursor> at, Func<TRow, TView> view) =>
        new([.. rows.Take(limit).Select(view)], rows.Count > limit ? at(rows[limit - 1]).ToString() : null);
}
