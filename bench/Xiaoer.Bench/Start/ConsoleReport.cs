using Xiaoer.Bench.Measure;

namespace Xiaoer.Bench.Start;

/// <summary>The result of <c>bench console</c>: what a browser has to fetch and how long it takes until someone can work; beside it what a bare Blazor page takes here.</summary>
internal sealed record ConsoleReport(
    IReadOnlyList<FileSize> Widget, PageStart ColdConsole, PageStart WarmConsole, PageStart ColdBaseline, PageStart WarmBaseline, Machine Machine);

/// <summary>One file as the server sends it.</summary>
internal sealed record FileSize(string Path, long Bytes, long GzipBytes, long BrotliBytes);

/// <param name="Seconds">From opening the address to a usable sign-in page, each of the tries.</param>
/// <param name="Bytes">Over the network, compressed as sent.</param>
internal sealed record PageStart(IReadOnlyList<double> Seconds, long Bytes, int Requests);
