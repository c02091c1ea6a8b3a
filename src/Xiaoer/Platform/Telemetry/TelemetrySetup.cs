using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Xiaoer.Platform.Telemetry;

/// <summary>Structured logs without personal data, traces and metrics. Nothing leaves the machine unless an OTLP address is set.</summary>
internal static class TelemetrySetup
{
    public static void AddTelemetry(this WebApplicationBuilder builder, XiaoerOptions options)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None); // ProblemWriter logs it once
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // that keys lie in the store as they are is in docs/operations.md
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.None); // a failed statement is an exception; whoever handles it says so
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        if (Console.IsOutputRedirected) builder.Logging.AddJsonConsole(o => o.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        else builder.Logging.AddSimpleConsole(o => (o.SingleLine, o.TimestampFormat) = (true, "HH:mm:ss "));

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("xiaoer", serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(m =>
            {
                m.AddAspNetCoreInstrumentation().AddMeter("Xiaoer", "Npgsql", "System.Runtime").AddPrometheusExporter();
                if (options.Otlp is { Length: > 0 }) m.AddOtlpExporter(o => o.Endpoint = new Uri(options.Otlp));
            });
        if (options.Otlp is { Length: > 0 })
            telemetry.WithTracing(t => t.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddOtlpExporter(o => o.Endpoint = new Uri(options.Otlp)));
    }
}
