namespace Hardening.Rulesets.Iptables;

/// <summary>A list that grows without copying what it holds: a text of 100 MB has some ten million words.</summary>
/// <typeparam name="T">A small value.</typeparam>
internal sealed class ChunkedList<T>
    where T : struct
{
    private const int Shift = 14;
    private const int Size = 1 << Shift;

    private readonly List<T[]> chunks = [];
    private T[] last = [];
    private int used;

    public int Count => chunks.Count == 0 ? 0 : ((chunks.Count - 1) << Shift) + used;

    public ref readonly T this[int index] => ref chunks[index >> Shift][index & (Size - 1)];

    public void Add(T value)
    {
        if (used == last.Length)
        {
            // The first chunk starts small: most texts are.
            if (chunks.Count == 1 && last.Length < Size)
            {
                Array.Resize(ref last, Math.Min(Size, last.Length * 4));
                chunks[0] = last;
            }
            else
            {
                last = new T[chunks.Count == 0 ? 64 : Size];
                chunks.Add(last);
                used = 0;
            }
        }
        last[used++] = value;
    }
}
