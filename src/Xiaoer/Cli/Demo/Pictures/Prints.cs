namespace Xiaoer.Cli.Demo.Pictures;

/// <summary>What can be printed on or woven into cloth, as a repeating tile in the shade's second and third colour.</summary>
internal static class Prints
{
    public static string Of(string pattern) => pattern switch
    {
        "floral" => Tile(96, 96, """<g fill="{b}"><circle cx="24" cy="18" r="8"/><circle cx="36" cy="27" r="8"/><circle cx="31" cy="41" r="8"/><circle cx="17" cy="41" r="8"/><circle cx="12" cy="27" r="8"/></g><circle cx="24" cy="31" r="6" fill="{c}"/><g fill="{b}" opacity=".8"><circle cx="74" cy="68" r="5"/><circle cx="82" cy="74" r="5"/><circle cx="78" cy="83" r="5"/><circle cx="69" cy="83" r="5"/><circle cx="66" cy="74" r="5"/></g><circle cx="74" cy="76" r="4" fill="{c}"/><path d="M52 40q14-2 16 12q-14 2-16-12zM30 66q-12 4-10 16q12-2 10-16z" fill="{c}" opacity=".75"/>""", " patternTransform=\"rotate(12)\""),
        "stripe" => Tile(40, 44, """<path d="M0 12h40v14H0z" fill="{b}" opacity=".8"/>"""),
        "pin" => Tile(22, 40, """<path d="M8 0h5v40H8z" fill="{b}" opacity=".55"/>"""),
        "check" => Tile(84, 84, """<path d="M0 0h42v84H0z" fill="{b}" opacity=".34"/><path d="M0 0h84v42H0z" fill="{b}" opacity=".34"/><path d="M0 60h84M66 0v84" stroke="{c}" stroke-width="4" opacity=".5"/>"""),
        "dot" => Tile(56, 56, """<g fill="{b}" opacity=".9"><circle cx="14" cy="14" r="7"/><circle cx="42" cy="42" r="7"/></g>"""),
        "rib" => Tile(16, 16, """<path d="M0 0h5v16H0z" fill="{a2}" opacity=".16"/>"""),
        "shell" => Tile(70, 60, """<path d="M6 10q20-14 34 2t-6 26t-30-6zM44 40q16-8 22 4t-10 14t-18-8z" fill="{b}" opacity=".55"/>"""),
        _ => "",
    };

    private static string Tile(int width, int height, string content, string turned = "") =>
        $"""<pattern id="p" width="{width}" height="{height}" patternUnits="userSpaceOnUse"{turned}>{content}</pattern>""";
}
