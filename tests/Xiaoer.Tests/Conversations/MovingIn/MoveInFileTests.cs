using System.Globalization;
using System.Text;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Conversations.MovingIn;

namespace Xiaoer.Tests.Conversations.MovingIn;

/// <summary>What other desks export, read.</summary>
public class MoveInFileTests
{
    [Fact]
    public async Task A_line_says_what_it_is_and_a_bad_one_costs_only_itself()
    {
        var read = (await Read(
            """
            {"kind":"contact","id":"42","name":"王小明","shop_customer":"cust-7"}
            not json

            {"kind":"conversation","id":"1","contact":"42","open":true,"messages":[{"author":"customer","text":"在吗","at":"2026-05-20T08:01:00Z"}]}
            {"kind":"conversation","id":"2","open":true,"messages":[]}
            {"kind":"phrase","shortcut":"hy","text":"您好"}
            """)).Single();

        read.Contacts!.Single().ShouldBe(new MoveInContact("42", "cust-7", "王小明"));
        read.Conversations!.Single().Messages.Single().ShouldBe(new MoveInMessage(MessageAuthor.Customer, "在吗", new DateTimeOffset(2026, 5, 20, 8, 1, 0, TimeSpan.Zero)));
        read.Phrases!.Single().Shortcut.ShouldBe("hy");
        read.Unread.Select(u => u.Id).ShouldBe(["2", "5"]);
    }

    [Fact]
    public async Task Chatwoots_contacts_conversations_and_canned_responses_come_as_its_api_answers_them()
    {
        var contacts = (await Read("""{"meta":{"count":1},"payload":[{"id":7,"name":"Ming","email":"ming@example.com","phone_number":"+8613800002071","identifier":"cust-7","additional_attributes":{}}]}""")).Single();
        var canned = (await Read("""[{"id":1,"account_id":2,"short_code":"hi","content":"Hello there"}]""")).Single();
        var conversations = (await Read(
            """
            {"data":{"meta":{"all_count":1},"payload":[{"id":42,"status":"open","meta":{"sender":{"id":7,"name":"Ming","identifier":"cust-7","type":"contact"}},
             "messages":[
               {"id":1,"content":"Is it in stock?","message_type":0,"created_at":1779264060,"private":false,"sender":{"id":7,"type":"contact"}},
               {"id":2,"content":"Conversation was assigned to Lan","message_type":2,"created_at":1779264065,"private":false},
               {"id":4,"content":null,"message_type":1,"created_at":1779264090,"private":false,"sender":{"id":3,"email":"lan@shop.example","type":"user"},"attachments":[{"file_type":"image","data_url":"https://files.example/a.png"}]},
               {"id":3,"content":"regular","message_type":1,"created_at":1779264080,"private":true,"sender":{"id":3,"type":"user"}},
               {"id":5,"content":"We are closed","message_type":3,"created_at":1779264100,"private":false}]}]}}
            """)).Single();

        contacts.Contacts!.Single().ShouldBe(new MoveInContact("7", "cust-7", "Ming", "+8613800002071", "ming@example.com"));
        canned.Phrases!.Single().ShouldBe(new MoveInPhrase("Hello there", "hi"));
        conversations.Contacts!.Single().Id.ShouldBe("7");
        var moved = conversations.Conversations!.Single();
        (moved.Id, moved.Contact, moved.Open).ShouldBe(("42", "7", true));
        moved.Messages.Select(m => (m.Author, m.Text, m.Note, m.AgentEmail)).ShouldBe(
        [
            (MessageAuthor.Customer, "Is it in stock?", false, null),
            (MessageAuthor.Agent, "regular", true, null),
            (MessageAuthor.Agent, "[image] https://files.example/a.png", false, "lan@shop.example"),
            (MessageAuthor.Automatic, "We are closed", false, null),
        ]);
        moved.Messages[0].At.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1779264060));
    }

    [Fact]
    public async Task Messages_without_their_conversation_are_put_together()
    {
        var read = (await Read(
            """{"meta":{},"payload":[{"id":2,"conversation_id":9,"content":"yes","message_type":"outgoing","created_at":1779264090},{"id":1,"conversation_id":9,"content":"there?","message_type":"incoming","created_at":1779264060,"sender":{"id":7,"name":"Ming","type":"contact"}}]}""")).Single();

        read.Conversations!.Single().Messages.Select(m => m.Text).ShouldBe(["there?", "yes"]);
        (read.Conversations!.Single().Contact, read.Contacts!.Single().Name).ShouldBe(("7", "Ming"));
    }

    [Fact]
    public async Task Requests_stay_small_and_a_long_thread_is_cut()
    {
        var lines = Enumerable.Range(0, 900).Select(i => $$"""{"kind":"contact","id":"{{i}}"}""")
            .Append($$"""{"kind":"conversation","id":"long","open":true,"messages":[{{string.Join(',', Enumerable.Range(0, 2500).Select(i => Message(i)))}}]}""");

        var requests = await Read(string.Join('\n', lines));

        requests.Count.ShouldBeGreaterThan(4);
        requests.ShouldAllBe(r => r.Contacts!.Count <= MoveInLimits.Items && r.Conversations!.All(c => c.Messages.Count <= MoveInLimits.Messages));
        requests.SelectMany(r => r.Contacts!).Select(c => c.Id).ShouldBe(Enumerable.Range(0, 900).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        requests.SelectMany(r => r.Conversations!).Select(c => (c.Id, c.Open, c.Messages.Count)).ShouldBe([("long", false, 1000), ("long/2", false, 1000), ("long/3", true, 500)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n \n")]
    public async Task An_empty_file_brings_nothing(string text) => (await Read(text)).ShouldBeEmpty();

    [Theory]
    [InlineData("PK\u0003\u0004 zip")]
    [InlineData("[[[[[[[[[[[[1]]]]]]]]]]]]")]
    [InlineData("{\"payload\":[{\"x\":1}]}")]
    public async Task What_is_no_export_is_said_or_left(string text) =>
        (await Read(text)).ShouldAllBe(r => r.Contacts!.Count == 0 && r.Conversations!.Count == 0 && r.Phrases!.Count == 0);

    private static string Message(int minute) =>
        $$"""{"author":"customer","text":"{{minute}}","at":"{{DateTimeOffset.UnixEpoch.AddYears(50).AddMinutes(minute).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}}"}""";

    private static async Task<List<MoveInRequest>> Read(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var requests = new List<MoveInRequest>();
        await foreach (var request in MoveInFile.Read(file, "chatwoot", null)) requests.Add(request);
        return requests;
    }
}
