using System.Text.Json;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders.Import;

/// <summary>How a shop's own table is read, kept under a name.</summary>
internal sealed class ImportMapping : Entity
{
    private ImportMapping() { } // for EF

    public ImportMapping(ShopId shop, string name) => (ShopId, Name) = (shop, name);

    public ShopId ShopId { get; private set; }
    public string Name { get; private set; } = "";
    public ImportKind Kind { get; private set; }
    public string Preset { get; private set; } = "";
    public string? Encoding { get; private set; }

    /// <summary>Field → column, as JSON.</summary>
    public string Mapping { get; private set; } = "{}";

    public DateTimeOffset UpdatedAt { get; private set; }

    public void Say(PutImportMappingRequest request, DateTimeOffset at)
    {
        var before = (Kind, Preset, Encoding, Mapping);
        (Kind, Preset, Encoding, Mapping) = (request.Kind, request.Preset, request.Encoding, JsonSerializer.Serialize(request.Mapping, XiaoerJson.Options));
        if (before != (Kind, Preset, Encoding, Mapping)) UpdatedAt = at;
    }
}
