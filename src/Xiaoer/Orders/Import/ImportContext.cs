using Xiaoer.Shared.Accounts;

namespace Xiaoer.Orders.Import;

/// <summary>Which run a step belongs to, and under which epoch it may write.</summary>
internal sealed record ImportContext(ShopId Shop, Guid Run, int Epoch, ImportPreset Preset);

/// <summary>What a batch adds to the run's figures.</summary>
internal sealed record BatchFigures(long Rows, long Orders, long Items, long GuestOrders, long RefundLines, long Warnings, long Rejected);
