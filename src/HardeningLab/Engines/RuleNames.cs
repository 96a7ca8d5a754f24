using Hardening.Rulesets;
using HardeningLab.Probes;
using HardeningLab.Taps;

namespace HardeningLab.Engines;

/// <summary>Finds the text, and where known the file and line, of the rules that the kernel says decided.</summary>
/// <param name="lab">Where the rules are in force.</param>
/// <param name="books">Which rule sits where.</param>
/// <param name="isOurs">Whether protections wrote the rules, so that there is no file to name.</param>
internal sealed class RuleNames(ILab lab, RuleBooks books, bool isOurs)
{
    private readonly Dictionary<RuleHandle, DecidingRule?> known = [];
    private readonly RuleListing listing = new(lab);

    /// <summary>The rule that decided; null where the kernel only tells that the packet came by.</summary>
    internal async Task<DecidingRule?> FindAsync(RuleHandle handle, CancellationToken cancellation)
    {
        if (!known.TryGetValue(handle, out var rule))
        {
            rule = await LookUpAsync(handle, cancellation).ConfigureAwait(false);
            known.Add(handle, rule);
        }
        return rule;
    }

    private async Task<DecidingRule?> LookUpAsync(RuleHandle handle, CancellationToken cancellation)
    {
        var place = await InBookAsync(handle, cancellation).ConfigureAwait(false);
        var table =
            $"{handle.Family} {handle.Table}{(handle.IsLegacy ? " (legacy)" : string.Empty)}";
        if (place is not null)
        {
            return new DecidingRule(
                table,
                handle.Chain,
                place.Text,
                isOurs ? null : place.File,
                isOurs ? null : place.Line
            );
        }
        var text = await listing.FindAsync(handle, cancellation).ConfigureAwait(false);
        return text is null ? null : new DecidingRule(table, handle.Chain, text, null, null);
    }

    private async Task<RulePlace?> InBookAsync(RuleHandle handle, CancellationToken cancellation)
    {
        if (handle.Handle == 0)
        {
            return books.FindPolicy(handle);
        }
        // The kernel need not be asked for the order of a chain that is in no book.
        if (handle.IsLegacy || books.Find(handle, 1) is null)
        {
            return books.Find(handle, (int)handle.Handle);
        }
        var number = await lab.NumberOfAsync(handle, cancellation).ConfigureAwait(false);
        return number is { } found ? books.Find(handle, found) : null;
    }
}
