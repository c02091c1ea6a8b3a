using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;

namespace Xiaoer.Tests.Architecture;

/// <summary>What every file and every type looks like.</summary>
public partial class CodeShapeTests
{
    private const int MostLines = 400;
    private static readonly string[] Everything = ["src", "tests", "bench", "widget"];

    [Fact]
    public void Every_class_is_internal_sealed_or_static()
    {
        var open = from type in typeof(XiaoerOptions).Assembly.GetTypes()
                   where type.IsClass && type.Namespace?.StartsWith("Xiaoer", StringComparison.Ordinal) == true && !IsGenerated(type)
                   where !IsInternalSealedOrStatic(type) && !MayBeOpen(type)
                   select type.FullName;

        open.ShouldBeEmpty();
    }

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var longer = from file in SourceTree.Files(Everything, ".cs", ".razor", ".ts", ".css", ".mjs")
                     let lines = file.Text.AsSpan().Count('\n')
                     where lines > MostLines
                     select $"{file.Path}: {lines}";

        longer.ShouldBeEmpty();
    }

    [Fact]
    public void No_type_hides_behind_an_empty_word()
    {
        var vague = from file in SourceTree.Files(Everything, ".cs", ".razor")
                    from Match declared in VagueName().Matches(SourceTree.CodeOnly(file.Text))
                    select $"{file.Path}: {declared.Groups[1].Value}";

        vague.ShouldBeEmpty();
    }

    /// <summary>Everything visitors, mailers and importers type stays text (reliability C-06, P6). A sanitiser component, once there is one, is the only exception.</summary>
    [Fact]
    public void Markup_is_never_built_from_text()
    {
        var markup = from file in SourceTree.Files(["src", "widget"], ".cs", ".razor", ".cshtml", ".ts", ".js", ".mjs", ".html")
                     // The widget's own scan names what it looks for.
                     where !file.Path.StartsWith("widget/test", StringComparison.Ordinal) && file.Path != "widget/scripts/sources.mjs"
                     from Match found in Markup().Matches(WithoutComments(file.Path, file.Text))
                     select $"{file.Path}: {found.Value}";

        markup.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_waits_for_the_clock_of_the_machine()
    {
        var sleeping = from file in SourceTree.Files(["src"], ".cs", ".razor")
                       from Match found in Sleep().Matches(SourceTree.CodeOnly(file.Text))
                       select $"{file.Path}: {found.Value}";

        sleeping.ShouldBeEmpty();
    }

    private static bool IsInternalSealedOrStatic(Type type) => type.IsSealed && (type.IsNested || type.IsNotPublic);

    private static bool MayBeOpen(Type type) =>
        type.Namespace!.Contains(".Contracts", StringComparison.Ordinal) || type.Namespace.Contains(".Migrations", StringComparison.Ordinal)
        || typeof(DbContext).IsAssignableFrom(type)
        || type.GetInterfaces().Any(i => i.FullName == "Microsoft.AspNetCore.Components.IComponent")
        // What others build on may be abstract, but only where everybody stands on it.
        || (type.IsAbstract && type.IsNotPublic && type.Namespace.StartsWith("Xiaoer.Platform", StringComparison.Ordinal));

    private static bool IsGenerated(Type type) =>
        type.Name.Contains('<', StringComparison.Ordinal) || type.Name == "_Imports" || type.IsDefined(typeof(CompilerGeneratedAttribute), false)
        || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), false) || (type.DeclaringType is { } outer && IsGenerated(outer));

    private static string WithoutComments(string path, string text) => path.EndsWith(".html", StringComparison.Ordinal) ? text : Comments().Replace(text, "");

    [GeneratedRegex(@"\b(?:class|record|struct|interface)\s+(\w*(?:Manager|Helper|Helpers|Util\w*|Base|Impl|Dto))\b")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"MarkupString|AddMarkupContent|Html\.Raw|HtmlString|innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|srcdoc|new Function\(|\beval\(")]
    private static partial Regex Markup();

    [GeneratedRegex(@"Thread\.Sleep\(|Task\.Delay\((?![^\n]*\b([tT]ime\b|TimeProvider\b))")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"^\s*//[^\n]*|/\*.*?\*/|@\*.*?\*@", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Comments();
}
