namespace Integration.Apply;

/// <summary>What shows that somebody has written to a host, though nothing of it may be left.</summary>
/// <remarks>
/// Whatever is written to a file, or made in a folder and removed again, moves a time of change (inode(7)) that nobody can
/// set; each transaction of nf_tables raises its generation (NFT_MSG_GETGEN); a table of iptables-legacy is made by looking
/// at it.
/// </remarks>
internal static class Footprints
{
    /// <summary>
    /// A line of shell that prints them. Not of /run itself, in which each command has a scratch folder while it runs, nor of
    /// the message of the day, which pam_motd(8) leaves there for whoever logs in.
    /// </summary>
    /// <param name="folders">Where files are looked at, with all that is below.</param>
    internal static string In(string folders) =>
        $$"""
            find {{folders}} \( -path /proc -o -path /sys \) -prune -o ! -path /run ! -path /run/motd.dynamic \
                -printf '%p inode %i, %m %U:%G, changed %C@\n'
            perl -e 'socket($s, 16, 3, 12) && send($s, pack("LSSLLCCn", 20, 2576, 1, 1, 0, 0, 0, 0), 0) && recv($s, $r, 4096, 0) || die;
                printf "generation %d\n", unpack("x24 N", $r)'
            for tool in iptables ip6tables; do
                names=/proc/net/${tool%tables}_tables_names
                [ ! -e "$names" ] || while read -r table; do "$tool-legacy-save" -t "$table" | sed -e '/^#/d' -e 's/ \[.*//' -e "s/^/$tool /"; done <"$names"
            done
            """;
}
