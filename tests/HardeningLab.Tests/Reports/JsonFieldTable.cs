using System.Text.Json;

namespace HardeningLab.Tests.Reports;

/// <summary>Fields by path, with their types: as docs/json.md lists them, and as a document has them.</summary>
internal static class JsonFieldTable
{
    internal static Dictionary<string, string> Read() => Read("docs/json.md", "# ");

    /// <summary>The table below a heading.</summary>
    internal static Dictionary<string, string> Read(string file, string heading) =>
        File.ReadLines(RepositoryFile.PathOf(file))
            .SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(columns => columns[1].Trim('`'), columns => columns[2]);

    internal static Dictionary<string, string> Of(JsonElement document)
    {
        var fields = new Dictionary<string, string>();
        Walk(document, "", fields);
        return fields;
    }

    private static void Walk(JsonElement element, string path, Dictionary<string, string> fields)
    {
        // The cells of a layer are those of the document: described once.
        if (path.StartsWith("layers[].cells[]", StringComparison.Ordinal))
        {
            return;
        }
        // What is null in one element counts as null, so that a test can look for all that may be.
        if (
            path.Length > 0
            && !path.EndsWith("cells[]", StringComparison.Ordinal)
            && !IsListOfObjects(path, element)
        )
        {
            fields[path] = fields.GetValueOrDefault(path) == "null" ? "null" : KindOf(element);
        }
        if (element.ValueKind is JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                Walk(
                    property.Value,
                    path.Length == 0 ? property.Name : $"{path}.{property.Name}",
                    fields
                );
            }
        }
        if (element.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Walk(item, path + "[]", fields);
            }
        }
    }

    private static bool IsListOfObjects(string path, JsonElement element) =>
        path.EndsWith("[]", StringComparison.Ordinal) && element.ValueKind is JsonValueKind.Object;

    private static string KindOf(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Number => element.TryGetInt64(out _) ? "integer" : "number",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            _ => "null",
        };
}
