using System.Text;
using Xiaoer.Orders.Import.Reading;

namespace Xiaoer.Tests.Orders;

/// <summary>Any file is read in bounded memory; what cannot be read costs its own line (reliability F-04).</summary>
public class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "2:1|2")]
    [InlineData("a,b\r\n1,2", "2:1|2")]
    [InlineData("a,b\n\n\r\n1,2\n\n", "4:1|2")]
    [InlineData("a;b\n1;2,5\n", "2:1|2,5")]
    [InlineData("a\tb\n1\t2\n", "2:1|2")]
    [InlineData("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n3,4\n", "2:x, y|say \"hi\"", "3:3|4")]
    [InlineData("a,b\n\"two\nlines\",2\n3,4\n", "2:two\nlines|2", "4:3|4")]
    [InlineData("a,b\n\"\",\n", "2:|")]
    [InlineData("a,b\n5\" nails,2\n", "2:5\" nails|2")]
    [InlineData("a,b\n\"open,2\n3,4\n\"5\",6\n", "2!has text behind a closing quote", "3:3|4", "4:5|6")]
    [InlineData("a,b\n1,\"open", "2!has a quote that is never closed")]
    [InlineData("a,b\n1,\0\n3,4\n", "2!holds a NUL character", "3:3|4")]
    [InlineData("a,b\n1,\ufffd\n3,4\n", "2!holds bytes that are no text", "3:3|4")]
    public void Records_come_with_the_line_they_begin_on(string file, params string[] expected) => Read(new StringReader(file)).ShouldBe(expected);

    [Fact]
    public void An_endless_line_is_refused_without_being_held()
    {
        using var endless = new Repeated("a,b\n1,2\nx", "x", 50_000_000, "\n3,4\n");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var records = Read(endless).ToList();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2_000_000);
        records.ShouldBe(["2:1|2", "3!is longer than a record may be", "4:3|4"]);
    }

    [Fact]
    public void A_quote_that_swallows_the_rest_of_the_file_costs_one_line()
    {
        var rest = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i},{i}\n"));

        var records = Read(new StringReader("a,b\n\"open,2\n" + rest)).ToList();

        records[0].ShouldBe("2!has a quote that is never closed");
        records.Count.ShouldBe(20_001);
        records[^1].ShouldBe("20002:19999|19999");
    }

    [Fact]
    public void Records_on_the_edge_of_the_buffer_stay_whole()
    {
        var text = new StringBuilder("a,b\n");
        for (var i = 0; i < 60_000; i++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i},\"q\"\"{i}\"\r\n");

        var records = Read(new StringReader(text.ToString())).ToList();

        records.Count.ShouldBe(60_000);
        for (var i = 0; i < records.Count; i++) records[i].ShouldBe($"{i + 2}:{i}|q\"{i}");
    }

    private static IEnumerable<string> Read(TextReader text)
    {
        var reader = new CsvReader(text);
        reader.ReadHeader().ShouldBeTrue();
        while (reader.Read())
            yield return reader.Fault is { } fault ? $"{reader.Line}!{fault}" : $"{reader.Line}:{string.Join('|', Fields(reader))}";
    }

    private static List<string> Fields(CsvReader reader)
    {
        var fields = new List<string>();
        for (var i = 0; i < reader.Count; i++) fields.Add(reader[i].ToString());
        return fields;
    }

    private sealed class Repeated(string head, string middle, int times, string tail) : TextReader
    {
        private long _at;

        public override int Read(char[] buffer, int index, int count)
        {
            var total = head.Length + (long)middle.Length * times + tail.Length;
            var read = 0;
            for (; read < count && _at < total; read++, _at++)
                buffer[index + read] = _at < head.Length ? head[(int)_at] : _at < total - tail.Length ? middle[(int)((_at - head.Length) % middle.Length)] : tail[(int)(_at - (total - tail.Length))];
            return read;
        }
    }
}
