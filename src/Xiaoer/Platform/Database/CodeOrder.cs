using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xiaoer.Platform.Database;

/// <summary>
/// Text that is compared by its code points on both databases, so that "begins with" is a range an index can answer. SQLite does so anyway;
/// PostgreSQL would take the language of the database.
/// </summary>
internal static class CodeOrder
{
    private const string Annotation = "Xiaoer:SortsByCode";

    public static PropertyBuilder<T> SortsByCode<T>(this PropertyBuilder<T> property)
    {
        property.Metadata.SetAnnotation(Annotation, true);
        return property;
    }

    public static void ApplyForPostgres(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(e => e.GetProperties()).Where(p => p.FindAnnotation(Annotation) is not null))
            property.SetCollation("C");
    }

    /// <summary>The first text that no longer begins with <paramref name="start"/>, or null when there is none.</summary>
    public static string? EndOf(string start)
    {
        for (var last = start.Length - 1; last >= 0; last--)
            // Surrogates sort by code unit in .NET and by code point in the store: stay clear of them.
            if (start[last] < '\ud7ff') return string.Concat(start.AsSpan(0, last), ((char)(start[last] + 1)).ToString());
        return null;
    }
}
