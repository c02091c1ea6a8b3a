using System.ComponentModel.DataAnnotations;
using Xiaoer.Platform.Database;

namespace Xiaoer.Platform;

/// <summary>Reads <see cref="XiaoerOptions"/> from <c>xiaoer.json</c> in the data folder and, above it, the environment, and checks them.</summary>
internal static class OptionsReader
{
    public static XiaoerOptions Read(IDictionary<string, string?>? overrides = null)
    {
        var folder = overrides?.TryGetValue("Data", out var given) == true ? given : Environment.GetEnvironmentVariable("XIAOER_DATA");
        var file = Path.GetFullPath(Path.Join(string.IsNullOrWhiteSpace(folder) ? "./var" : folder, "xiaoer.json"));

        XiaoerOptions options;
        try
        {
            options = new ConfigurationBuilder()
                .AddJsonFile(file, optional: true)
                .AddEnvironmentVariables("XIAOER_")
                .AddInMemoryCollection(overrides ?? new Dictionary<string, string?>())
                .Build().Get<XiaoerOptions>() ?? new XiaoerOptions();
        }
        catch (InvalidDataException e)
        {
            throw new StartRefused($"{file} is no JSON: {e.GetBaseException().Message}");
        }
        catch (InvalidOperationException e)
        {
            throw new StartRefused($"A setting cannot be read: {e.Message}");
        }

        var problems = Check(options, "XIAOER_").Concat(Check(options.Limits, "XIAOER_LIMITS__"))
            .Concat(Check(options.Uploads, "XIAOER_UPLOADS__")).Concat(Check(options.Conversations, "XIAOER_CONVERSATIONS__"))
            .Concat(Check(options.Backups, "XIAOER_BACKUPS__")).Concat(Check(options.Push, "XIAOER_PUSH__")).Concat(SettingForms.Check(options)).ToList();
        if (problems.Count > 0) throw new StartRefused("Settings to change:\n" + string.Join('\n', problems.Select(p => "  " + p)));
        return options;
    }

    private static IEnumerable<string> Check(object options, string prefix)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results.Select(r => $"{prefix}{string.Join(",", r.MemberNames).ToUpperInvariant()}: {r.ErrorMessage}");
    }
}
