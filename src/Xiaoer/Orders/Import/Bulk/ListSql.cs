using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Xiaoer.Platform.Database;

namespace Xiaoer.Orders.Import.Bulk;

/// <summary>"One of these" with the whole list in one parameter: an array on PostgreSQL, JSON on SQLite.</summary>
internal static class ListSql
{
    public static string OneOf(this XiaoerDb db, string parameter) => db is SqliteDb ? $"IN (SELECT value FROM json_each(@{parameter}))" : $"= ANY(@{parameter})";

    /// <summary>The same for ids, which are blobs on SQLite and travel there as hex.</summary>
    public static string OneOfIds(this XiaoerDb db, string parameter) => db is SqliteDb ? $"IN (SELECT unhex(value) FROM json_each(@{parameter}))" : $"= ANY(@{parameter})";

    public static DbCommand WithList(this DbCommand command, string name, IEnumerable<Guid> values) =>
        command is SqliteCommand ? command.With(name, JsonSerializer.Serialize(values.Select(v => Convert.ToHexString(v.ToByteArray(bigEndian: true))))) : command.With(name, values.ToArray());

    public static DbCommand WithList(this DbCommand command, string name, IEnumerable<string> values) =>
        command is SqliteCommand ? command.With(name, JsonSerializer.Serialize(values)) : command.With(name, values.ToArray());

    public static DbCommand WithList(this DbCommand command, string name, IEnumerable<long> values) =>
        command is SqliteCommand ? command.With(name, JsonSerializer.Serialize(values)) : command.With(name, values.ToArray());
}
