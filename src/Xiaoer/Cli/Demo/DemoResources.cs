using System.Text;

namespace Xiaoer.Cli.Demo;

/// <summary>The demo shop's drawings, photos and conversations, which travel inside the program.</summary>
internal static class DemoResources
{
    private const string Prefix = "Xiaoer.Cli.Demo.";

    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));

    public static byte[] Bytes(string name)
    {
        using var stream = typeof(DemoResources).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"The program was built without {name}.");
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
