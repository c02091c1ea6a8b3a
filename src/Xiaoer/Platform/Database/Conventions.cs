using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Platform.Database;

/// <summary>One way to store ids, instants, durations and enumerations; on SQLite ids are 16-byte blobs in the order of their time.</summary>
internal static class Conventions
{
    public static void Apply(ModelConfigurationBuilder model, bool sqlite)
    {
        var converter = sqlite ? typeof(BlobIdConverter<>) : typeof(IdConverter<>);
        foreach (var id in typeof(IId<>).Assembly.GetTypes().Where(IsId))
            model.Properties(id).HaveConversion(converter.MakeGenericType(id));
        if (sqlite) model.Properties<Guid>().HaveConversion<BlobGuidConverter>();

        model.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        model.Properties<TimeSpan>().HaveConversion<DurationConverter>();
        model.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    private static bool IsId(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));
}

/// <summary>Expression trees cannot name a static interface member; they can call this.</summary>
internal static class Ids
{
    public static TId Of<TId>(Guid value) where TId : struct, IId<TId> => TId.From(value);
}

internal sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => Ids.Of<TId>(value)) where TId : struct, IId<TId>;

internal sealed class BlobIdConverter<TId>()
    : ValueConverter<TId, byte[]>(id => id.Value.ToByteArray(true), value => Ids.Of<TId>(new Guid(value, true))) where TId : struct, IId<TId>;

internal sealed class BlobGuidConverter() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), value => new Guid(value, true));

/// <summary>Unix milliseconds: sortable and equal on both databases.</summary>
internal sealed class InstantConverter()
    : ValueConverter<DateTimeOffset, long>(at => at.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));

/// <summary>Whole seconds.</summary>
internal sealed class DurationConverter() : ValueConverter<TimeSpan, long>(span => (long)span.TotalSeconds, value => TimeSpan.FromSeconds(value));
