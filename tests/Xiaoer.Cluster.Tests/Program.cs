using Xiaoer.Cluster.Tests.Drills;
using Xunit.Runner.InProc.SystemConsole;

// One program, two uses: the tests, and after the word "drill" one fault drill in its long form.
return args is ["drill", .. var words] ? await DrillCommands.Root().Parse(words).InvokeAsync() : await ConsoleRunner.Run(args);
