namespace Xiaoer.Web.Platform;

public enum Theme { System, Light, Dark }

/// <summary>From how many seconds a wait turns amber, and red.</summary>
public sealed record WaitLimits(int Warn, int Late)
{
    public static WaitLimits Standard { get; } = new(15, 20);
}

/// <summary>What a person chose for themselves on this browser.</summary>
/// <param name="SingleKeys">Letters and digits alone are shortcuts; whoever speaks to the computer or strays on the keys turns them off.</param>
public sealed record Choices(string Language, Theme Theme, int WarnSeconds, int LateSeconds, Guid? Shop, bool SingleKeys = true)
{
    public static Choices Standard { get; } = new(Texts.Chinese, Theme.System, WaitLimits.Standard.Warn, WaitLimits.Standard.Late, null);
}

/// <summary>Language, theme, limits of the clock: remembered per person, applied at once without losing anything on the page.</summary>
internal sealed class Preferences(Browser browser, Texts texts, Keys keys)
{
    private const string Latest = "look";
    private string? person;

    public Signal Changed { get; } = new();
    public Choices Now { get; private set; } = Choices.Standard;
    public WaitLimits Limits => new(Now.WarnSeconds, Now.LateSeconds);

    /// <summary>Before anybody signed in: as the last person here had it, or in the browser's language.</summary>
    public void Start() => Use(browser.Get<Choices>(Latest) ?? Choices.Standard with { Language = browser.Language() ?? Texts.Chinese });

    public void Enter(Guid id, string locale)
    {
        person = $"choices:{id:N}";
        Apply(browser.Get<Choices>(person) ?? Now with { Language = locale.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? Texts.English : Texts.Chinese });
    }

    public void Choose(Func<Choices, Choices> change)
    {
        Apply(change(Now));
        if (person is not null) browser.Set(person, Now);
    }

    private void Apply(Choices choices)
    {
        Use(choices);
        browser.Set(Latest, Now);
    }

    private void Use(Choices choices)
    {
        var late = Math.Clamp(choices.LateSeconds, 2, 3600);
        Now = choices with { LateSeconds = late, WarnSeconds = Math.Clamp(choices.WarnSeconds, 1, late - 1) };
        if (texts.Language != Now.Language) texts.Use(Now.Language);
        keys.Single = Now.SingleKeys;
        browser.Look(Now.Theme.ToString().ToLowerInvariant(), Now.Language);
        Changed.Raise();
    }
}
