using System.CommandLine.Parsing;

namespace HardeningLab.Cli;

/// <summary>A mistyped option must not be taken for the name of a file.</summary>
internal static class UnknownOption
{
    public static void Refuse(CommandResult parsed, IEnumerable<string> files)
    {
        foreach (var file in files.Where(file => file.StartsWith('-') && !File.Exists(file)))
        {
            parsed.AddError($"there is no option {file}");
        }
    }
}
