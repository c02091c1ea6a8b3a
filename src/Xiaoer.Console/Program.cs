using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Xiaoer.Web.Shell;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
await builder.Build().RunAsync();
