using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xiaoer.Platform.Database;

/// <summary>A list of words without blanks in one column of text: both databases and every backup can hold it.</summary>
internal static class StoredWords
{
    public static PropertyBuilder<List<string>> HasWords(this PropertyBuilder<List<string>> property) => property.HasConversion(
        words => string.Join(' ', words),
        text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList(),
        new ValueComparer<List<string>>((a, b) => a!.SequenceEqual(b!), words => words.Count, words => words.ToList()));
}
