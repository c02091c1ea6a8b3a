using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;

namespace Xiaoer.Backups.Copy;

/// <summary>
/// Which schema rows belong to: how many migrations it has seen, what the last one is called, and a hash of its tables. Migrations come in pairs, so
/// the mark is the same on both databases.
/// </summary>
internal sealed record SchemaMark(int Position, string Name, string Fingerprint)
{
    public static SchemaMark Of(XiaoerDb db, IReadOnlyList<TableShape> tables)
    {
        var migrations = db.Database.GetMigrations().ToList();
        return new SchemaMark(migrations.Count, NameOf(migrations[^1]), Hash(tables));
    }

    /// <summary>The migration of this program that leads to the marked schema; refuses a newer one and one of another line.</summary>
    public string MigrationIn(XiaoerDb db, IReadOnlyList<TableShape> ours)
    {
        var migrations = db.Database.GetMigrations().ToList();
        if (Position > migrations.Count) throw new BackupRefused($"The backup was made by a newer Xiaoer (schema {Position}, {Name}; this one knows {migrations.Count}). Restore it with that version or a newer one.");
        if (Position < 1 || NameOf(migrations[Position - 1]) != Name || (Position == migrations.Count && Fingerprint != Hash(ours)))
            throw new BackupRefused("The backup was made by another build, whose tables are not those of this one. Restore it with the program that made it.");
        return migrations[Position - 1];
    }

    private static string NameOf(string migration) => migration[(migration.IndexOf('_', StringComparison.Ordinal) + 1)..];

    private static string Hash(IReadOnlyList<TableShape> tables)
    {
        var text = string.Join('\n', tables.OrderBy(t => t.Name, StringComparer.Ordinal).Select(t => $"{t.Name} {string.Join(' ', t.Columns.Select(c => $"{c.Name}:{c.Kind}"))}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
