using Xiaoer.Cli;

return await CommandLine.Run(args);
