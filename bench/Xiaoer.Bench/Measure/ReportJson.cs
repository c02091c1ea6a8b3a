using System.Text.Encodings.Web;
using System.Text.Json;

namespace Xiaoer.Bench.Measure;

/// <summary>Reports leave as one JSON object in snake_case.</summary>
internal static class ReportJson
{
    public static JsonSerializerOptions Options { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Print<T>(T report) => Console.WriteLine(JsonSerializer.Serialize(report, Options));
}
