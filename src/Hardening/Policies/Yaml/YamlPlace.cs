using YamlDotNet.Core;

namespace Hardening.Policies.Yaml;

/// <summary>A place in a text, both numbers one-based.</summary>
internal readonly record struct YamlPlace(int Line, int Column)
{
    public static YamlPlace Of(in Mark mark) => new((int)mark.Line, (int)mark.Column);
}
