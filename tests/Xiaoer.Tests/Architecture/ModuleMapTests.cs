using System.Text.RegularExpressions;

namespace Xiaoer.Tests.Architecture;

/// <summary>The boundaries between modules, as drawn in <c>docs/architecture.md</c>.</summary>
public partial class ModuleMapTests
{
    private static readonly ModuleMap Map = ModuleMap.Read(SourceTree.Read("docs/architecture.md"));

    /// <summary>Who declares which type, so that <c>Orders.Order</c> is told from a property called Orders.</summary>
    private static readonly ILookup<string, string> Declared = Server()
        .SelectMany(f => Declaration().Matches(f.Code).Select(m => (f.Module, Type: m.Groups[1].Value)))
        .ToLookup(d => d.Module, d => d.Type);

    [Fact]
    public void The_map_names_every_module_and_has_no_cycle()
    {
        Map.Modules.Count.ShouldBe(17);
        Map.Modules.SelectMany(Map.Direct).Except(Map.Modules).ShouldBeEmpty();
        Map.Cycles().ShouldBeEmpty();
    }

    [Fact]
    public void Every_folder_of_the_server_and_of_Shared_is_a_module()
    {
        Folders("src/Xiaoer").Except(["Cli", "Properties", "wwwroot", "bin", "obj"]).Except(Map.Modules).ShouldBeEmpty();
        Folders("src/Xiaoer.Shared").Except(["bin", "obj"]).Except(Map.Modules).ShouldBeEmpty();
    }

    [Fact]
    public void A_module_names_only_what_its_row_allows()
    {
        var broken = from file in Server()
                     from name in NamesOfOtherModules(file.Module, file.Code)
                     let shared = name.Shared || name.Contracts
                     where !(Map.Allows(file.Module, name.Module) || OwnsEverything(name)) || !(shared || name.Module == "Platform" || MayName(file.Path, name.Text))
                     select $"{file.Path}: {name.Text}";

        broken.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Records_of_a_module_build_only_on_records_it_may_use()
    {
        var broken = from file in SourceTree.Files(["src/Xiaoer.Shared"], ".cs")
                     let module = file.Path.Split('/')[2]
                     from Match name in SharedName().Matches(SourceTree.CodeOnly(file.Text))
                     let other = name.Groups[1].Value
                     where Map.Modules.Contains(other) && !Map.Allows(module, other)
                     select $"{file.Path}: {name.Value}";

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void The_console_knows_nothing_of_the_server_but_the_shared_records()
    {
        var broken = from file in SourceTree.Files(["src/Xiaoer.Console"], ".cs", ".razor")
                     from Match name in AnyName().Matches(SourceTree.CodeOnly(file.Text))
                     where name.Groups[1].Value is not ("Shared" or "Web")
                     select $"{file.Path}: {name.Value}";

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Shared_depends_on_the_base_library_alone() =>
        SourceTree.Read("src/Xiaoer.Shared/Xiaoer.Shared.csproj").ShouldNotContain("PackageReference");

    /// <summary>Every event and file belongs to a shop: the ids and records of Accounts in Shared are open to Platform too.</summary>
    private static bool OwnsEverything((string Module, bool Shared, bool Contracts, string Text) name) => name is { Module: "Accounts", Shared: true };

    /// <summary>A foreign key may name another module's entity in the mapping, in the direction of the map.</summary>
    private static bool MayName(string path, string text) =>
        path.EndsWith(".Mapping.cs", StringComparison.Ordinal) && Declared[text.Split('.')[1]].Any(type => SourceTree.Read(path).Contains($"HasOne<{type}>", StringComparison.Ordinal));

    private static IEnumerable<(string Module, bool Shared, bool Contracts, string Text)> NamesOfOtherModules(string own, string code)
    {
        foreach (Match m in AnyName().Matches(code))
        {
            var parts = m.Value.Split('.');
            var shared = parts[1] == "Shared";
            var module = shared ? parts.ElementAtOrDefault(2) : parts[1];
            if (module is null || module == own || !Map.Modules.Contains(module)) continue;
            yield return (module, shared, parts.ElementAtOrDefault(2) == "Contracts", m.Value);
        }

        // Inside Xiaoer.Conversations, `Orders.Order` reaches a neighbour without any using.
        foreach (Match m in ShortName().Matches(code))
        {
            var (module, type) = (m.Groups[1].Value, m.Groups[2].Value);
            if (module != own && Map.Modules.Contains(module) && (type == "Contracts" || Declared[module].Contains(type)))
                yield return (module, false, type == "Contracts", m.Value);
        }
    }

    private static IEnumerable<(string Path, string Module, string Code)> Server() =>
        from file in SourceTree.Files(["src/Xiaoer"], ".cs", ".razor", ".cshtml")
        let parts = file.Path.Split('/')
        where parts.Length > 3 && parts[2] != "Cli"
        select (file.Path, parts[2], SourceTree.CodeOnly(file.Text));

    private static IEnumerable<string> Folders(string folder) =>
        new DirectoryInfo(Path.Join(SourceTree.Root, folder)).EnumerateDirectories().Where(d => d.EnumerateFiles("*", SearchOption.AllDirectories).Any()).Select(d => d.Name);

    [GeneratedRegex(@"(?<using>using\s+(?:static\s+)?)?\bXiaoer\.([A-Z]\w*)(\.[A-Z]\w*)*")]
    private static partial Regex AnyName();

    [GeneratedRegex(@"\bXiaoer\.Shared\.([A-Z]\w*)")]
    private static partial Regex SharedName();

    [GeneratedRegex(@"(?<![\w.])([A-Z]\w*)\.([A-Z]\w*)")]
    private static partial Regex ShortName();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+([A-Z]\w*)")]
    private static partial Regex Declaration();
}
