using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HardeningLab.Engines.Docker;
using HardeningLab.Engines.Netns.Machine;

namespace HardeningLab.Cli;

/// <summary><c>hlab doctor</c>: what this machine can and can't do, and how to mend it.</summary>
internal static class DoctorCommand
{
    // Versions hold plus signs: the document is read by people too, and never lies within HTML.
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead." };
        var command = new Command(
            "doctor",
            "Say what this machine can and can't do for the lab, and how to mend it."
        )
        {
            json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var engine = Containers(await EngineReport.ReadAsync(cancellation));
                var machine = MachineReport.Read();
                var report = new MachineReport([.. machine.Requirements, engine, Build(), Sdk()]);
                var output = parsed.InvocationConfiguration.Output;
                if (parsed.GetValue(json))
                {
                    WriteJson(report, output);
                }
                else
                {
                    WriteTable(report, output);
                }
                return report.CanRunLab ? 0 : 3;
            }
        );
        return command;
    }

    private static Requirement Containers(EngineReport engine) =>
        new("containers", engine.IsUsable, IsEssential: false, engine.Found, engine.Fix);

    private static Requirement Build()
    {
        var isNative = !RuntimeFeature.IsDynamicCodeSupported;
        return new Requirement(
            "this build",
            isNative,
            IsEssential: false,
            isNative
                ? "NativeAOT"
                : $"{Environment.GetEnvironmentVariable("HLAB_FLAVOUR") ?? "jit"}: starts some 100 ms later than NativeAOT",
            isNative
                ? null
                : "apt-get install --no-install-recommends gcc libc6-dev zlib1g-dev: the next ./hlab builds it anew"
        );
    }

    private static Requirement Sdk()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        var dotnet = folders
            .Append("/usr/share/dotnet")
            .Append("/usr/lib/dotnet")
            .Select(folder => Path.Join(folder, "dotnet"))
            .FirstOrDefault(File.Exists);
        return new Requirement(
            "dotnet",
            dotnet is not null,
            IsEssential: false,
            dotnet ?? "not found: nothing can be built anew",
            dotnet is null ? "install the .NET 10 SDK" : null
        );
    }

    private static void WriteTable(MachineReport report, TextWriter output)
    {
        var width = report.Requirements.Max(requirement => requirement.Name.Length);
        foreach (var requirement in report.Requirements)
        {
            var mark = requirement switch
            {
                { IsMet: true } => "ok",
                { IsEssential: true } => "MISSING",
                _ => "without",
            };
            output.WriteLine(
                $"{mark, -7}  {requirement.Name.PadRight(width)}  {requirement.Found}"
            );
            if (requirement.Fix is { } fix)
            {
                output.WriteLine($"{"", -7}  {"".PadRight(width)}  -> {fix}");
            }
        }
        output.WriteLine(
            report.CanRunLab
                ? "The lab can run here."
                : $"The lab can't run here. Mend it with: {report.Fix}"
        );
    }

    private static void WriteJson(MachineReport report, TextWriter output)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", 1);
            json.WriteBoolean("canRunLab", report.CanRunLab);
            json.WriteString("fix", report.Fix);
            json.WriteStartArray("requirements");
            foreach (var requirement in report.Requirements)
            {
                json.WriteStartObject();
                json.WriteString("name", requirement.Name);
                json.WriteBoolean("met", requirement.IsMet);
                json.WriteBoolean("essential", requirement.IsEssential);
                json.WriteString("found", requirement.Found);
                json.WriteString("fix", requirement.Fix);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
