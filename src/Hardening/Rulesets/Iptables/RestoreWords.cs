using System.Text;

namespace Hardening.Rulesets.Iptables;

/// <summary>The words of a line of iptables-restore(8): blanks separate, double and single quotes hold together.</summary>
internal static class RestoreWords
{
    /// <summary>The words; at least one.</summary>
    public static EquatableArray<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var started = false;
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var character = line[i];
            if (quote != '\0' && character == '\\' && i + 1 < line.Length)
            {
                word.Append(line[++i]);
            }
            else if (character == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && character is '"' or '\'')
            {
                (quote, started) = (character, true);
            }
            else if (quote == '\0' && character is ' ' or '\t')
            {
                Finish();
            }
            else
            {
                word.Append(character);
                started = true;
            }
        }
        Finish();
        return words is [] ? [""] : words.ToEquatableArray();

        void Finish()
        {
            if (started)
            {
                words.Add(word.ToString());
            }
            word.Clear();
            started = false;
        }
    }
}
