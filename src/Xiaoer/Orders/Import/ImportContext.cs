using Xiaoer.Orders.Import.Presets;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Orders.Import;

/// <summary>Which run a step belongs to, and under which epoch it may write.</summary>
internal sealed record ImportContext(ShopId Shop, Guid Run, int Epoch, ImportPreset Preset, ImportTerms Terms);

/// <summary>What a batch adds to the run's figures.</summary>
internal sealed record BatchFigures(
    long Rows, long Created, long Updated, long Unchanged, long Warnings, long Rejected, long Orders = 0, long Items = 0, long GuestOrders = 0, long RefundLines = 0);
