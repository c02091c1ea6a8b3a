using System.Text.RegularExpressions;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Backups;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Shared.Orders;
using Xiaoer.Tests.Architecture;
using Xiaoer.Web.Conversations;
using Xiaoer.Web.Platform;

namespace Xiaoer.Tests.Web;

/// <summary>Both languages say everything, and say it with the same blanks to fill.</summary>
public partial class TextsTests
{
    private static readonly IReadOnlyDictionary<string, string> Chinese = Texts.Load(Texts.Chinese);
    private static readonly IReadOnlyDictionary<string, string> English = Texts.Load(Texts.English);

    [Fact]
    public void Every_text_is_there_in_both_languages()
    {
        Chinese.Keys.Except(English.Keys).ShouldBeEmpty();
        English.Keys.Except(Chinese.Keys).ShouldBeEmpty();
        Chinese.Concat(English).Where(t => string.IsNullOrWhiteSpace(t.Value)).ShouldBeEmpty();
    }

    [Fact]
    public void Both_languages_fill_the_same_blanks() =>
        Chinese.Where(t => !Blanks(t.Value).SequenceEqual(Blanks(English[t.Key]).Intersect(Blanks(t.Value))) || Blanks(English[t.Key]).Except(Blanks(t.Value)).Any())
            .Select(t => t.Key).ShouldBeEmpty();

    [Fact]
    public void Every_text_the_code_asks_for_exists()
    {
        var missing = from file in SourceTree.Files(["src/Xiaoer.Console"], ".cs", ".razor")
                      from Match asked in Asked().Matches(file.Text)
                      let key = asked.Groups[1].Value
                      where !key.EndsWith('.') && !Chinese.ContainsKey(key) // a prefix is put together with a code: Every_state_has_a_word
                      select $"{file.Path}: {key}";

        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_state_has_a_word()
    {
        var texts = new Texts();
        string[] words =
        [
            .. All<ReceptionStep>(texts, "desk.step"), .. All<InboxFilter>(texts, "desk.filter"), .. All<InboxFilter>(texts, "desk.empty"),
            .. All<InboxFilter>(texts, "desk.empty_text"), .. All<MessageKind>(texts, "desk.kind"), .. All<Role>(texts, "accounts.role"),
            .. All<Theme>(texts, "accounts.theme"), .. All<TradeStatus>(texts, "orders.trade"), .. All<PaymentStatus>(texts, "orders.payment"),
            .. All<PhraseScope>(texts, "phrases.scope"), .. All<PromotionState>(texts, "phrases.state"), .. All<PhraseVariable>(texts, "phrases.variable"),
            .. All<PhraseVariable>(texts, "phrases.sample"), .. All<PhraseImportOutcome>(texts, "phrases.outcome"),
            .. All<IdentityKind>(texts, "customers.identity"), .. All<BackupState>(texts, "backups.state"), .. All<BackupOrigin>(texts, "backups.origin"),
            .. All<BackupAlarm>(texts, "backups.alarm"), .. All<BackupAlarm>(texts, "backups.banner"), .. All<AlertSound>(texts, "alerts.tune"), .. All<AlertReason>(texts, "alerts.title"),
            .. All<MessageWarningKind>(texts, "alerts.risk"), .. All<MessageWarningKind>(texts, "alerts.advice"), .. All<QuickAction>(texts, "desk.widget.action"), .. All<RatingLook>(texts, "desk.widget.look"),
            .. All<RatingQuestionKind>(texts, "desk.widget.kind"), texts.Of("desk.mark", MessageMark.Read), texts.Of("desk.mark", MessageMark.Sent),
        ];

        words.Where(w => w.Contains('.', StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void One_is_not_many_in_English()
    {
        var texts = new Texts();
        texts.Use(Texts.English);

        texts["orders.count", 1].ShouldBe("1 order");
        texts["orders.count", 2].ShouldBe("2 orders");
    }

    private static IEnumerable<string> All<TEnum>(Texts texts, string prefix) where TEnum : struct, Enum => Enum.GetValues<TEnum>().Select(v => texts.Of(prefix, v));

    private static IEnumerable<string> Blanks(string text) => Blank().Matches(text).Select(m => m.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Blank();

    [GeneratedRegex(@"(?:\bT|\btexts|\bText)\[""([a-z_.0-9]+)""")]
    private static partial Regex Asked();
}
