using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import;

/// <summary>
/// One file's way into a shop, kept for good. The committed line moves in the same transaction as the rows it stands for: a run that was killed goes
/// on behind it, and the same file again finds its run finished.
/// </summary>
internal sealed class ImportRun
{
    private ImportRun() { } // for EF

    /// <summary>An upload, before anybody has started it.</summary>
    public ImportRun(ShopId shop, Guid id, ImportKind kind, string hash, string fileName, long bytes, string preset, string? encoding, Guid actor, string actorName, DateTimeOffset at)
    {
        (ShopId, Id, Kind, FileHash, FileName, Bytes, Preset, Encoding) = (shop, id, kind, hash, fileName, bytes, preset, encoding);
        (Actor, ActorName, StartedAt) = (actor, actorName, at);
    }

    public ShopId ShopId { get; private init; }
    public Guid Id { get; private init; }
    public ImportKind Kind { get; private init; }

    /// <summary>SHA-256 of the file as given, in hex.</summary>
    public string FileHash { get; private init; } = "";

    /// <summary>File, preset and mapping as one: while it stands here, nobody brings the same in twice. Empty until started, and once undone.</summary>
    public string? Fingerprint { get; private init; }

    public string FileName { get; private init; } = "";
    public long Bytes { get; private init; }

    /// <summary>The file itself is with us, so that any node can go on. False for a verb's: its file lies with whoever gave it.</summary>
    public bool Stored { get; private init; }

    public string Preset { get; private init; } = "";
    public string? Encoding { get; private init; }

    /// <summary>Field → column, as JSON, where somebody has said more than the preset knows.</summary>
    public string? Mapping { get; private init; }

    public ImportState State { get; private init; }

    /// <summary>The last line of the file whose row is in the store.</summary>
    public long CommittedLine { get; private init; }

    /// <summary>How much of the file that is, in thousandths.</summary>
    public int Permille { get; private init; }

    /// <summary>Grows with every take-over: a process that was presumed dead finds it changed and stops.</summary>
    public int Epoch { get; private init; }

    /// <summary>Until then somebody is at it.</summary>
    public DateTimeOffset? HeldUntil { get; private init; }

    public long Rows { get; private init; }
    public long Orders { get; private init; }
    public long Items { get; private init; }
    public long Customers { get; private init; }
    public long GuestOrders { get; private init; }
    public long RefundLines { get; private init; }
    public long Created { get; private init; }
    public long Updated { get; private init; }
    public long Unchanged { get; private init; }
    public long Warnings { get; private init; }
    public long Rejected { get; private init; }
    public long? Removed { get; private init; }
    public long? Kept { get; private init; }
    public string? RejectsFile { get; private init; }
    public string? Code { get; private init; }
    public string? Error { get; private init; }
    public long ElapsedMs { get; private init; }

    /// <summary>Who asked for it; empty for a verb.</summary>
    public Guid? Actor { get; private init; }

    public string ActorName { get; private init; } = "";
    public DateTimeOffset StartedAt { get; private init; }
    public DateTimeOffset? FinishedAt { get; private init; }
}

/// <summary>A line that was refused, or taken with a doubt: listed for the shop, never dropped silently.</summary>
internal sealed class ImportFinding
{
    public ShopId ShopId { get; private init; }
    public Guid RunId { get; private init; }

    /// <summary><c>rejected</c> for a line, or the kind of warning.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>The line's number for a rejected line, the order's for a warning: one order is listed once a kind.</summary>
    public string Subject { get; private init; } = "";

    public long Line { get; private init; }
    public string Reason { get; private init; } = "";
    public string Text { get; private init; } = "";
}

/// <summary>A refund line waiting until all purchases of its file are in.</summary>
internal sealed class ImportRefund
{
    public ShopId ShopId { get; private init; }
    public Guid RunId { get; private init; }
    public long FileLine { get; private init; }
    public string ExternalId { get; private init; } = "";

    /// <summary>Its place among the lines of its document.</summary>
    public int Line { get; private init; }

    public Guid? CustomerId { get; private init; }
    public string Sku { get; private init; } = "";
    public string Title { get; private init; } = "";
    public int Quantity { get; private init; }
    public long UnitPriceMinor { get; private init; }
    public long AmountMinor { get; private init; }
    public DateTimeOffset At { get; private init; }
    public bool Settled { get; private init; }
}

/// <summary>A piece of an uploaded file that is kept in the database, where every node sees it.</summary>
internal sealed class ImportChunk
{
    public ShopId ShopId { get; init; }
    public Guid RunId { get; init; }
    public int Number { get; init; }
    public byte[] Content { get; init; } = [];
}
