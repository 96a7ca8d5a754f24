using System.CommandLine;
using HardeningLab.Cli;

var root = new RootCommand("Proves who reaches portmap and the services behind it.");
root.Subcommands.Add(DoctorCommand.Create());
root.Subcommands.Add(RenderCommand.Create());
return await root.Parse(args).InvokeAsync();
