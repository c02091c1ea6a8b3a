using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge.Exchange;

/// <summary>Brings phrases from a spreadsheet: first looked at, then written.</summary>
internal static class ImportPhrases
{
    public static void Map(RouteGroupBuilder phrases) =>
        phrases.MapPost("/imports", Handle).RequirePermission(Permissions.Reply).WithMetadata(new RequestSizeLimitAttribute(PhraseRules.MaxImportBytes))
            .Accepts<Stream>("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/octet-stream", "*/*")
            .WithSummary("Imports a CSV or Excel file of phrases; dry_run=true only says what would become of each row. The same file again changes nothing.");

    internal static async Task<Ok<PhraseImportReport>> Handle(Guid shop, HttpContext http, Caller caller, PhraseImport import, CancellationToken ct, bool dry_run = false)
    {
        using var file = new MemoryStream();
        await http.Request.Body.CopyToAsync(file, ct);
        if (file.Length > PhraseRules.MaxImportBytes) throw UploadRefused.TooLarge("A file of phrases has at most 4 MB.");
        return TypedResults.Ok(await import.Run(caller, new ShopId(shop), file.ToArray(), dry_run, ct));
    }
}
