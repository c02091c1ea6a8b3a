using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Xiaoer.Platform.Database;

/// <summary>What a column tells about a person. Masking, export, erasure and log redaction are built on it; an unclassified text column fails a test.</summary>
internal enum PersonalData
{
    /// <summary>Nothing about a person.</summary>
    None,
    /// <summary>Names and account names: shown to colleagues, never logged.</summary>
    Name,
    /// <summary>Phone, mail, address: masked unless unmasked with a reason.</summary>
    Contact,
    /// <summary>What people wrote or uploaded.</summary>
    Content,
    /// <summary>Traces of a device: addresses, browsers, pages visited.</summary>
    Trace,
    /// <summary>Passwords, tokens, keys: hashed or encrypted, never shown or exported.</summary>
    Secret,
}

internal static class PersonalDataClassification
{
    private const string Annotation = "Xiaoer:PersonalData";

    public static PropertyBuilder<T> Holds<T>(this PropertyBuilder<T> property, PersonalData data)
    {
        property.Metadata.SetAnnotation(Annotation, data.ToString());
        return property;
    }

    public static ComplexTypePropertyBuilder<T> Holds<T>(this ComplexTypePropertyBuilder<T> property, PersonalData data)
    {
        property.Metadata.SetAnnotation(Annotation, data.ToString());
        return property;
    }

    /// <summary>The class of a column, or null where nobody has said.</summary>
    public static PersonalData? Classification(this IReadOnlyProperty property) =>
        property.FindAnnotation(Annotation)?.Value is string value ? Enum.Parse<PersonalData>(value) : null;
}
