namespace Xiaoer.Orders.Import.Reading;

/// <summary>
/// Reads records of a CSV file in bounded memory, whatever is in it. A record that cannot be read costs its own line only: an unclosed quote, text
/// behind a closing quote or an endless line is reported, and reading goes on with the next line of the file (reliability F-04).
/// </summary>
internal sealed class CsvReader(TextReader text) : IRecords
{
    /// <summary>Characters of a record; spreadsheets stop at half of it.</summary>
    public const int MaxRecord = 64 * 1024;

    private readonly char[] _buffer = new char[4 * MaxRecord];
    private readonly char[] _scratch = new char[MaxRecord];
    private readonly List<Field> _fields = [];
    private int _start, _end, _scratched;
    private bool _ended;
    private long _nextLine = 1;

    /// <summary>Set by the first line, which is read with <see cref="ReadHeader"/>.</summary>
    public char Delimiter { get; private set; } = ',';

    /// <summary>The line of the file on which the current record begins.</summary>
    public long Line { get; private set; }

    /// <summary>Why the current record cannot be read; null when it can.</summary>
    public string? Fault { get; private set; }

    public int Count => _fields.Count;

    public ReadOnlySpan<char> this[int field] => _fields[field] is var f && f.Unescaped ? _scratch.AsSpan(f.Start, f.Length) : _buffer.AsSpan(f.Start, f.Length);

    /// <summary>The beginning of the record as it stands in the file, for people to find it.</summary>
    public string Excerpt { get; private set; } = "";

    public bool ReadHeader()
    {
        Fill();
        var first = _buffer.AsSpan(0, _end);
        if (first.IndexOfAny('\n', '\r') is >= 0 and var stop) first = first[..stop];
        Delimiter = first.Count(';') > first.Count(',') ? ';' : first.Count('\t') > first.Count(',') ? '\t' : ',';
        return Read();
    }

    /// <summary>The next record that is not blank; false at the end of the file.</summary>
    public bool Read()
    {
        while (true)
        {
            if (_start == _end && !Fill()) return false;

            (Line, Fault) = (_nextLine, null);
            var outcome = Parse();
            while (outcome.Kind == Kind.NeedsMore)
            {
                Fill();
                outcome = Parse();
            }

            if (outcome.Kind == Kind.Broken)
            {
                Refuse(outcome.Fault!);
                return true;
            }

            var record = _buffer.AsSpan(_start, outcome.End - _start);
            Excerpt = "";
            if (record.ContainsAny('\0', '\ufffd'))
            {
                Fault = record.Contains('\0') ? "holds a NUL character" : "holds bytes that are no text";
                Excerpt = Shorten(record);
            }

            _nextLine += outcome.Lines;
            _start = outcome.Next;
            if (_fields.Count > 1 || _fields[0].Length > 0 || Fault is not null) return true;
        }
    }

    public string Shown() => Excerpt.Length > 0 ? Excerpt : string.Join(Delimiter, Enumerable.Range(0, Count).Select(i => this[i].ToString()));

    private Outcome Parse()
    {
        _fields.Clear();
        _scratched = 0;
        var (at, lines) = (_start, 0);
        while (true)
        {
            if (at == _end && !_ended) return More();

            if (at < _end && _buffer[at] == '"')
            {
                var quoted = Quoted(ref at, ref lines);
                if (quoted.Kind != Kind.Whole) return quoted;
            }
            else
            {
                var length = _buffer.AsSpan(at, _end - at).IndexOfAny(Delimiter, '\n', '\r');
                if (length < 0)
                {
                    if (!_ended) return More();
                    length = _end - at;
                }

                _fields.Add(new Field(at, length, false));
                at += length;
            }

            if (at - _start > MaxRecord) return new(Kind.Broken, Fault: "is longer than a record may be");
            if (at < _end && _buffer[at] == Delimiter)
            {
                at++;
                continue;
            }

            var end = at;
            if (at < _end && _buffer[at] == '\r')
            {
                if (at + 1 == _end && !_ended) return More();
                at++;
            }

            if (at < _end && _buffer[at] == '\n') at++;
            return new(Kind.Whole, end, at, lines + (at > end ? 1 : 0));
        }
    }

    private Outcome Quoted(ref int at, ref int lines)
    {
        var (open, copied) = (at + 1, _scratched);
        var from = open;
        while (true)
        {
            var length = _buffer.AsSpan(from, _end - from).IndexOf('"');
            if (length < 0) return _ended ? new(Kind.Broken, Fault: "has a quote that is never closed") : More("has a quote that is never closed");

            var close = from + length;
            if (close - _start > MaxRecord) return new(Kind.Broken, Fault: "has a quote that is never closed");
            if (close + 1 == _end && !_ended) return More();

            lines += _buffer.AsSpan(from, length).Count('\n');
            var doubled = close + 1 < _end && _buffer[close + 1] == '"';
            if (!doubled && _scratched == copied)
            {
                _fields.Add(new Field(open, close - open, false)); // nothing to unescape: the field is where it stands
            }
            else
            {
                var piece = _buffer.AsSpan(from, length + (doubled ? 1 : 0));
                piece.CopyTo(_scratch.AsSpan(_scratched));
                _scratched += piece.Length;
                if (!doubled) _fields.Add(new Field(copied, _scratched - copied, true));
            }

            if (doubled)
            {
                from = close + 2;
                continue;
            }

            at = close + 1;
            return at == _end || _buffer[at] == Delimiter || _buffer[at] is '\n' or '\r' ? new(Kind.Whole) : new(Kind.Broken, Fault: "has text behind a closing quote");
        }
    }

    private Outcome More(string fault = "is longer than a record may be") => _end - _start > MaxRecord ? new(Kind.Broken, Fault: fault) : new(Kind.NeedsMore);

    /// <summary>Gives up the current line: to its end, wherever that is.</summary>
    private void Refuse(string fault)
    {
        (Fault, Excerpt) = (fault, Shorten(_buffer.AsSpan(_start, _end - _start)));
        _fields.Clear();
        _nextLine++;
        while (true)
        {
            var stop = _buffer.AsSpan(_start, _end - _start).IndexOf('\n');
            if (stop >= 0)
            {
                _start += stop + 1;
                return;
            }

            _start = _end;
            if (!Fill()) return;
        }
    }

    private bool Fill()
    {
        if (_ended) return _start < _end;
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        var read = text.ReadBlock(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = _end < _buffer.Length;
        return _start < _end;
    }

    private static string Shorten(ReadOnlySpan<char> record)
    {
        if (record.IndexOfAny('\n', '\r') is >= 0 and var stop) record = record[..stop];
        return record[..Math.Min(record.Length, 200)].ToString().Replace('\0', ' ');
    }

    private enum Kind { Whole, NeedsMore, Broken }

    private readonly record struct Field(int Start, int Length, bool Unescaped);

    private readonly record struct Outcome(Kind Kind, int End = 0, int Next = 0, int Lines = 0, string? Fault = null);
}
