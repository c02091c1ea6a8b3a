using Npgsql;
using NpgsqlTypes;

namespace Xiaoer.Orders.Import.Bulk;

/// <summary>PostgreSQL's binary COPY.</summary>
internal sealed class PostgresRows(NpgsqlBinaryImporter copy) : IBulkRows
{
    public void Begin() => copy.StartRow();

    public void Id(Guid? value)
    {
        if (value is { } id) copy.Write(id, NpgsqlDbType.Uuid);
        else copy.WriteNull();
    }

    public void Text(string? value)
    {
        if (value is not null) copy.Write(value, NpgsqlDbType.Text);
        else copy.WriteNull();
    }

    public void Number(long value) => copy.Write(value, NpgsqlDbType.Bigint);

    public void Small(int value) => copy.Write(value, NpgsqlDbType.Integer);

    public void Flag(bool value) => copy.Write(value, NpgsqlDbType.Boolean);

    public void End() { } // the next row ends it

    public async Task Complete(CancellationToken ct) => await copy.CompleteAsync(ct);

    public ValueTask DisposeAsync() => copy.DisposeAsync();
}
