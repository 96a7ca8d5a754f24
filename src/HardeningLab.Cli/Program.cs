using System.CommandLine;

var root = new RootCommand("Proves who reaches portmap and the services behind it.");
return await root.Parse(args).InvokeAsync();
