using System.CommandLine;

namespace Xiaoer.Cli.Demo;

/// <summary><c>xiaoer demo [--reset]</c>: makes the demo shop, or makes it anew, and prints who can sign in.</summary>
internal static class DemoVerb
{
    public static Command Create()
    {
        var reset = new Option<bool>("--reset") { Description = "Take the demo shop away and make it anew, with a new password." };
        var command = new Command("demo", "Make the demo shop and print its logins.") { reset };
        command.SetAction((parsed, ct) => StoreWork.Run(parsed.GetValue(reset) ? ["demo", "--reset"] : ["demo"], (context, token) => Run(parsed.GetValue(reset), context, token), ct));
        return command;
    }

    private static async Task<int> Run(bool reset, VerbContext context, CancellationToken ct)
    {
        var loader = context.Services.GetRequiredService<DemoLoader>();
        if (reset) await loader.Remove(ct);
        await loader.Load(ct);
        await Greeting.Print(context.Services, context.Out, context.Serving, setupToken: null, ct);
        return 0;
    }
}
