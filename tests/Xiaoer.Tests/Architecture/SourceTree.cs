using System.Text.RegularExpressions;

namespace Xiaoer.Tests.Architecture;

/// <summary>The repository as the architecture tests read it.</summary>
internal static partial class SourceTree
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Source files below the given folders, generated ones aside, as (path from the root, text).</summary>
    public static IEnumerable<(string Path, string Text)> Files(string[] folders, params string[] endings) =>
        from folder in folders
        let top = Path.Join(Root, folder)
        where Directory.Exists(top)
        from file in Directory.EnumerateFiles(top, "*", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where endings.Any(e => path.EndsWith(e, StringComparison.Ordinal)) && !Generated().IsMatch(path)
        orderby path
        select (path, File.ReadAllText(file));

    public static string Read(string path) => File.ReadAllText(Path.Join(Root, path));

    /// <summary>The same text without comments and without what stands in quotes.</summary>
    public static string CodeOnly(string text) => StringLiteral().Replace(Comment().Replace(text, ""), "\"\"");

    private static string Find(string folder)
    {
        for (var here = new DirectoryInfo(folder); here is not null; here = here.Parent)
            if (File.Exists(Path.Join(here.FullName, "xiaoer.slnx"))) return here.FullName;
        throw new DirectoryNotFoundException($"No xiaoer.slnx above {folder}.");
    }

    [GeneratedRegex(@"(^|/)(bin|obj|node_modules|dist|Migrations|wwwroot/widget|results)/|\.g\.cs$|\.min\.js$|\.Designer\.cs$")]
    private static partial Regex Generated();

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/|@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("\"\"\".*?\"\"\"|@?\"(?:[^\"\\\\\\n]|\\\\.)*\"", RegexOptions.Singleline)]
    private static partial Regex StringLiteral();
}
