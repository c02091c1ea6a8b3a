using System.Text.Json;
using Xiaoer.Bench.Measure;
using Xiaoer.Bench.Search;
using Xiaoer.Bench.Servers;

namespace Xiaoer.Bench.Desk;

/// <summary><c>bench desk</c>: what an agent feels with a full desk in a shop with years behind it, clocked inside Chromium by the page itself.</summary>
internal sealed class DeskBench(BenchPlace place, XiaoerProgram program, SearchSize size)
{
    private const int Searches = 60;

    // Every step ends two frames after the condition first holds: then it is painted.
    private const string Tools = """
        performance.setResourceTimingBufferSize(20000);
        window.bench = {
          pause: ms => new Promise(r => setTimeout(r, ms)),
          frame: () => new Promise(requestAnimationFrame),
          async until(seen, what) {
            const end = performance.now() + 15000;
            while (!seen()) { if (performance.now() > end) throw new Error('never seen: ' + what); await this.frame(); }
            await this.frame(); await this.frame();
          },
          type(field, text) { field.focus(); field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })); },
          async act(path, seen, what, does) {
            await this.pause(80);
            performance.clearResourceTimings();
            const start = performance.now();
            does();
            await this.until(seen, what);
            const took = performance.now() - start;
            const answers = performance.getEntriesByType('resource').filter(e => e.name.includes(path) && e.responseEnd > 0).map(e => e.responseEnd - e.requestStart);
            return { took, answers };
          },
          row: words => [...document.querySelectorAll('.inbox-row')].find(r => r.innerText.includes(words)),
          async find(words) {
            const list = document.querySelector('.inbox .rows');
            for (let top = list.scrollTop, turned = false; ;) {
              const row = this.row(words);
              if (row) return row;
              top += 300;
              if (top > list.scrollHeight) { if (turned) throw new Error('not in the list: ' + words); [top, turned] = [0, true]; }
              list.scrollTop = top;
              await this.frame(); await this.frame(); await this.frame();
            }
          },
        };
        """;

    public async Task Run(bool json)
    {
        var machine = await Machine.Read(place, "sqlite");
        var folder = place.NewFolder("desk");
        var environment = XiaoerProgram.Environment(folder, null, $"http://localhost:{place.Port(0)}");
        await new FilledShop(place, program, size).Fill(environment, postgres: false, FilledShop.Sqlite(Path.Combine(folder, "xiaoer.db")));
        var (process, _) = await program.Serve(environment, Path.Combine(place.Folder, "desk.log"));
        try
        {
            var server = new Uri(environment["XIAOER_URLS"] + "/");
            using (var owner = await XiaoerAgent.SignIn(server, FilledShop.Owner, FilledShop.Password)) await FilledShop.Indexed(owner);
            var report = new DeskReport(size, await Measure(server), machine);
            if (json) ReportJson.Print(report);
            else Print(report);
        }
        finally
        {
            await Tool.Stop(process);
        }
    }

    private async Task<IReadOnlyList<DeskAct>> Measure(Uri server)
    {
        await using var browser = await Chromium.Start(Path.Combine(place.Folder, "profile"));
        await browser.Open(server, "!!document.querySelector('input[type=password]')");
        await browser.Run($$"""
            (async () => { {{Tools}}
              bench.type(document.querySelector('input[type=email]'), '{{FilledShop.Owner}}');
              bench.type(document.querySelector('input[type=password]'), '{{FilledShop.Password}}');
              document.querySelector('form button[type=submit]').click();
              await bench.until(() => document.querySelector('.inbox-row'), 'the list');
              for (let more; (more = document.querySelector('.inbox .more button')); ) { more.click(); await bench.pause(300); }
            })()
            """);

        List<int> open = [.. Enumerable.Range(size.Conversations - size.Open, size.Open)];
        var first = await Acts("open a conversation", browser, open.Select(Opens));
        var back = await Acts("go back to one", browser, open.Select(Opens));
        await browser.Run("(async () => { document.querySelector('a[href=\"search\"]').click(); await bench.until(() => document.querySelector('#search-input'), 'the search'); })()");
        var search = await Acts("search everything", browser, Enumerable.Range(0, Searches).Select(Looks));
        return [first, back, search];
    }

    private static string Opens(int conversation) => $$"""
        (async () => {
          const words = '{{SearchStore.LastWords(conversation)}}', row = await bench.find(words);
          return await bench.act('/conversations/', () => document.querySelector('.thread')?.innerText.includes(words), words, () => row.click());
        })()
        """;

    // Numbers, common and rare words in turn; the field is emptied in between.
    private string Looks(int turn)
    {
        var words = (turn % 3) switch
        {
            0 => ShopTalk.OrderNumber(turn * 797 % size.Orders),
            1 => ShopTalk.Common[turn / 3 % ShopTalk.Common.Length],
            _ => ShopTalk.Rare[turn / 3 % ShopTalk.Rare.Length],
        };
        return $$"""
            (async () => {
              const field = document.querySelector('#search-input');
              bench.type(field, '');
              await bench.until(() => document.querySelector('.search-hits .teach'), 'the empty search');
              return await bench.act('/search/', () => document.querySelector('.search-hits mark, .search-hits .blank:not(:has(.teach)) h2'), '{{words}}', () => bench.type(field, '{{words}}'));
            })()
            """;
    }

    private static async Task<DeskAct> Acts(string name, Chromium browser, IEnumerable<string> scripts)
    {
        var (seen, answers, times) = (new Histogram(), new Histogram(), 0);
        var answered = 0;
        foreach (var script in scripts)
        {
            var done = await browser.Run(script);
            seen.Record(Microseconds(done.GetProperty("took")));
            foreach (var answer in done.GetProperty("answers").EnumerateArray())
            {
                answers.Record(Microseconds(answer));
                answered++;
            }
            times++;
        }
        return new DeskAct(name, times, answered, Ms(answers.Percentile(50)), Ms(answers.Percentile(95)), Ms(seen.Percentile(50)), Ms(seen.Percentile(95)), Ms(seen.Max));
    }

    private static void Print(DeskReport report)
    {
        Console.WriteLine($"{report.Size.Open} open conversations, {report.Size.Messages} messages: {report.Machine.Cores} × {report.Machine.Cpu}, load before {report.Machine.LoadBefore}, commit {report.Machine.Commit}, {report.Machine.Date}");
        Console.WriteLine();
        Console.WriteLine("| what | times | answers | server p50 ms | server p95 ms | seen p50 ms | seen p95 ms | slowest ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var a in report.Acts) Console.WriteLine($"| {a.Name} | {a.Times} | {a.Answers} | {a.ServerP50Ms} | {a.ServerP95Ms} | {a.SeenP50Ms} | {a.SeenP95Ms} | {a.SeenMaxMs} |");
    }

    private static long Microseconds(JsonElement milliseconds) => (long)(milliseconds.GetDouble() * 1000);

    private static double Ms(long microseconds) => Math.Round(microseconds / 1000.0, 1);
}
