using System.ComponentModel.DataAnnotations;
using Xiaoer.Platform.Files;

namespace Xiaoer.Platform;

/// <summary>
/// The settings of one installation, from <c>XIAOER_*</c> environment variables and <c>xiaoer.json</c> in the data folder.
/// Shops' own settings live in the database. Each is explained in <c>docs/configuration.md</c>.
/// </summary>
internal sealed class XiaoerOptions
{
    /// <summary>The folder that holds the database, files and keys of an installation.</summary>
    [Required] public string Data { get; set; } = "./var";

    /// <summary>A PostgreSQL connection string; empty for the embedded SQLite database in <see cref="Data"/>.</summary>
    public string? Database { get; set; }

    /// <summary>A Redis address, needed from the second node on.</summary>
    public string? Redis { get; set; }

    /// <summary>Where uploaded files go; empty: the data folder with SQLite, the database with PostgreSQL.</summary>
    public string? Files { get; set; }

    /// <summary>What the server listens on, separated by <c>;</c>.</summary>
    [Required] public string Urls { get; set; } = "http://localhost:5080";

    /// <summary>The address visitors and agents use when a proxy stands in front, e.g. <c>https://chat.shop.example</c>. Empty: as asked.</summary>
    [Url] public string? PublicUrl { get; set; }

    /// <summary>Proxies whose <c>X-Forwarded-*</c> headers are believed: addresses or networks, separated by commas.</summary>
    public string? TrustedProxies { get; set; }

    /// <summary>Where OpenTelemetry traces and metrics are sent (OTLP); empty: nowhere.</summary>
    [Url] public string? Otlp { get; set; }

    /// <summary>The demo people's password; empty: one is made by chance and kept in the data folder.</summary>
    [StringLength(128, MinimumLength = 10)] public string? DemoPassword { get; set; }

    [Required] public LimitOptions Limits { get; set; } = new();

    [Required] public UploadOptions Uploads { get; set; } = new();

    [Required] public ConversationOptions Conversations { get; set; } = new();

    [Required] public BackupOptions Backups { get; set; } = new();

    [Required] public PushOptions Push { get; set; } = new();

    public bool UsesPostgres => !string.IsNullOrWhiteSpace(Database);

    /// <summary>Where people find this installation, for the links it prints.</summary>
    public string Address => (PublicUrl ?? Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[0]).TrimEnd('/');

    public string DataFolder => Path.GetFullPath(Data);
    public string FilesFolder => Path.GetFullPath(string.IsNullOrWhiteSpace(Files) ? Path.Join(DataFolder, "files") : Files);
    /// <summary>On PostgreSQL files live in the database, where every node sees them, unless a folder is named.</summary>
    public bool KeepsFilesInDatabase => UsesPostgres && string.IsNullOrWhiteSpace(Files);
    public string BackupsFolder => Path.GetFullPath(string.IsNullOrWhiteSpace(Backups.Folder) ? Path.Join(DataFolder, "backups") : Backups.Folder);
    /// <summary>A node on PostgreSQL may have no disk of its own worth the name: there a folder has to be named first.</summary>
    public bool BacksUpByItself => (Backups.EveryHours > 0 || Backups.At != BackupOptions.Never) && (!UsesPostgres || !string.IsNullOrWhiteSpace(Backups.Folder));
    public string SqliteFile => Path.Join(DataFolder, "xiaoer.db");
}

/// <summary>How much one peer may take (reliability P11, W-07). <see cref="Lifted"/> is for load tests on a machine of one's own.</summary>
internal sealed class LimitOptions
{
    /// <summary>Lifts the limits per address, visitor and caller, and those of signing in; <c>bench</c> sets it and says so.</summary>
    public bool Lifted { get; set; }

    /// <summary>Messages a visitor may send per second on average; <see cref="VisitorBurst"/> at once.</summary>
    [Range(1, 1000)] public int VisitorPerSecond { get; set; } = 5;
    [Range(1, 10_000)] public int VisitorBurst { get; set; } = 20;

    /// <summary>Messages per second from one address, all its visitors together.</summary>
    [Range(1, 100_000)] public int AddressPerSecond { get; set; } = 50;

    /// <summary>Anonymous API requests per minute from one address.</summary>
    [Range(1, 1_000_000)] public int AddressRequestsPerMinute { get; set; } = 600;

    /// <summary>API requests per minute of one signed-in person or API key.</summary>
    [Range(1, 1_000_000)] public int CallerRequestsPerMinute { get; set; } = 6000;

    /// <summary>Live connections from one address.</summary>
    [Range(1, 100_000)] public int AddressConnections { get; set; } = 200;

    /// <summary>Live connections of one person; the oldest is closed with a notice.</summary>
    [Range(1, 1000)] public int PersonConnections { get; set; } = 20;

    /// <summary>Pages a visitor may be told of per minute on average.</summary>
    [Range(1, 10_000)] public int VisitorPagesPerMinute { get; set; } = 60;

    /// <summary>Phone numbers and mail addresses one visitor may leave in a day, and all visitors of one address together.</summary>
    [Range(1, 1000)] public int VisitorContactsPerDay { get; set; } = 6;
    [Range(1, 100_000)] public int AddressContactsPerDay { get; set; } = 20;

    /// <summary>Messages waiting for the next commit before senders are told to slow down.</summary>
    [Range(100, 1_000_000)] public int PendingMessages { get; set; } = 20_000;
}

/// <summary>How conversations behave unless a shop says otherwise.</summary>
internal sealed class ConversationOptions
{
    /// <summary>A message within this time after resolving takes the conversation up again (hours).</summary>
    [Range(0, 24 * 365)] public int ReopenWithinHours { get; set; } = 24;

    /// <summary>So long an author may take a message back (seconds); 0: not at all.</summary>
    [Range(0, 86_400)] public int RecallSeconds { get; set; } = 120;

    /// <summary>A browser that has not opened the widget for so long begins as a new visitor (days).</summary>
    [Range(1, 3650)] public int VisitorIdleDays { get; set; } = 90;

    /// <summary>The longest a browser stays the same visitor, however often it comes (days).</summary>
    [Range(1, 3650)] public int VisitorSessionDays { get; set; } = 365;

    /// <summary>The last pages kept of each visitor, and for how long (days).</summary>
    [Range(1, 1000)] public int PagesPerVisitor { get; set; } = 50;
    [Range(1, 3650)] public int PageDays { get; set; } = 30;

    /// <summary>So long after "not now" a visitor is not invited again (days).</summary>
    [Range(0, 365)] public int InvitationRestDays { get; set; } = 7;

    /// <summary>Invitations of one visitor in a day, and by one agent in an hour.</summary>
    [Range(1, 100)] public int InvitationsPerVisitor { get; set; } = 2;
    [Range(1, 10_000)] public int InvitationsPerAgent { get; set; } = 30;

    /// <summary>With nobody at a desk for so long the widget says so and offers to leave contact data (minutes).</summary>
    [Range(6, 24 * 60)] public int NobodyAfterMinutes { get; set; } = 15;

    /// <summary>Open conversations of an agent unless set for the person.</summary>
    [Range(1, 50)] public int SeatCapacity { get; set; } = 8;
}
