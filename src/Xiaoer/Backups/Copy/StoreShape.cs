using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Backups.Copy;

/// <summary>What a column holds, whatever database it is in.</summary>
internal enum ColumnKind { Id, Whole, Small, Flag, Text, Bytes, Real }

internal sealed record ColumnShape(string Name, ColumnKind Kind);

/// <summary>A table as it travels: its columns in order, and the key its rows are read by.</summary>
internal sealed record TableShape(string Name, IReadOnlyList<ColumnShape> Columns, IReadOnlyList<string> Key)
{
    public string ColumnList => string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));
}

/// <summary>The tables of this program's model, each behind those it refers to. The same on both databases.</summary>
internal static class StoreShape
{
    public static IReadOnlyList<TableShape> Of(XiaoerDb db)
    {
        var model = db.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        var waiting = model.Tables.OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var placed = new List<ITable>();
        while (waiting.Count > 0)
        {
            var next = waiting.FirstOrDefault(t => t.ForeignKeyConstraints.All(f => f.PrincipalTable == t || placed.Contains(f.PrincipalTable)))
                ?? throw new InvalidOperationException($"Tables refer to each other in a circle: {string.Join(", ", waiting.Select(t => t.Name))}.");
            waiting.Remove(next);
            placed.Add(next);
        }

        return [.. placed.Select(Shape)];
    }

    private static TableShape Shape(ITable table) => new(
        table.Name,
        [.. table.Columns.Where(c => c.ComputedColumnSql is null).OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new ColumnShape(c.Name, Kind(c)))],
        [.. table.PrimaryKey!.Columns.Select(c => c.Name)]);

    private static ColumnKind Kind(IColumn column)
    {
        var property = column.PropertyMappings[0].Property;
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        if (type == typeof(Guid) || type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>))) return ColumnKind.Id;

        var stored = property.GetTypeMapping().Converter?.ProviderClrType ?? type;
        return Type.GetTypeCode(Nullable.GetUnderlyingType(stored) ?? stored) switch
        {
            TypeCode.Int64 => ColumnKind.Whole,
            TypeCode.Int32 => ColumnKind.Small,
            TypeCode.Boolean => ColumnKind.Flag,
            TypeCode.String => ColumnKind.Text,
            TypeCode.Double => ColumnKind.Real,
            _ when stored == typeof(byte[]) => ColumnKind.Bytes,
            _ => throw new InvalidOperationException($"{column.Table.Name}.{column.Name} is stored as {stored.Name}, which no backup can hold."),
        };
    }
}
