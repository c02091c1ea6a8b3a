using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Xiaoer.Web.Shell;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.RootComponents.Add<App>("#app");
builder.Services.AddConsole(new Uri(builder.HostEnvironment.BaseAddress));
await builder.Build().RunAsync();
