using System.Collections;
using PtxEmulator.Execution;

namespace PtxEmulator.Model;

/// <summary>The control-flow graph of a kernel, an instruction a node and one more for the end.</summary>
internal sealed class ControlFlow(Instruction[] code)
{
    private readonly int end = code.Length;

    /// <summary>
    /// Gives every branch its immediate post-dominator (K. D. Cooper, T. J. Harvey, K. Kennedy, A Simple, Fast Dominance Algorithm, on
    /// the reversed graph). Lanes that never reach the end meet nowhere: at the end, that is.
    /// </summary>
    public void SetReconvergence()
    {
        var predecessors = new List<int>[end + 1];
        for (var i = 0; i <= end; i++)
        {
            predecessors[i] = [];
        }

        for (var i = 0; i < end; i++)
        {
            foreach (var successor in Successors(i))
            {
                predecessors[successor].Add(i);
            }
        }

        var order = PostOrder(predecessors);
        var number = new int[end + 1];
        Array.Fill(number, -1);
        for (var i = 0; i < order.Count; i++)
        {
            number[order[i]] = i;
        }

        var dominator = new int[end + 1];
        Array.Fill(dominator, -1);
        dominator[end] = end;
        for (var changed = true; changed;)
        {
            changed = false;
            for (var k = order.Count - 2; k >= 0; k--)
            {
                var node = order[k];
                var found = -1;
                foreach (var successor in Successors(node))
                {
                    if (dominator[successor] >= 0)
                    {
                        found = found < 0 ? successor : Common(found, successor, dominator, number);
                    }
                }

                changed |= dominator[node] != found;
                dominator[node] = found;
            }
        }

        for (var i = 0; i < end; i++)
        {
            if (code[i].Flow == Flow.Branch)
            {
                code[i].Reconvergence = dominator[i] < 0 ? end : dominator[i];
            }
        }
    }

    /// <summary>Refuses a register that is read where no path has written it.</summary>
    public void RefuseUndefined(IReadOnlyList<RegisterUse> uses)
    {
        var index = new Dictionary<int, int>();
        foreach (var column in uses.SelectMany(u => u.Writes))
        {
            index.TryAdd(column, index.Count);
        }

        var written = new BitArray?[end + 1];
        var work = new Stack<int>();
        written[0] = new BitArray(index.Count);
        work.Push(0);
        while (work.TryPop(out var i))
        {
            if (i == end)
            {
                continue;
            }

            var after = new BitArray(written[i]!);
            foreach (var column in uses[i].Writes)
            {
                after[index[column]] = true;
            }

            foreach (var successor in Successors(i))
            {
                var before = written[successor];
                if (before is null)
                {
                    written[successor] = new BitArray(after);
                    work.Push(successor);
                    continue;
                }

                var merged = new BitArray(before).Or(after);
                if (merged.Xor(before).HasAnySet())
                {
                    before.Or(after);
                    work.Push(successor);
                }
            }
        }

        for (var i = 0; i < end; i++)
        {
            foreach (var (name, column) in uses[i].Reads)
            {
                if (written[i] is { } defined && !(index.TryGetValue(column, out var bit) && defined[bit]))
                {
                    throw new PtxException(code[i].Line, $"'{code[i].Text}' reads register '{name}', which nothing has written before");
                }
            }
        }
    }

    private static int Common(int a, int b, int[] dominator, int[] number)
    {
        while (a != b)
        {
            while (number[a] < number[b])
            {
                a = dominator[a];
            }

            while (number[b] < number[a])
            {
                b = dominator[b];
            }
        }

        return a;
    }

    private int[] Successors(int i)
    {
        var isGuarded = code[i].Guard != RegisterLayout.True;
        return code[i].Flow switch
        {
            Flow.Branch => isGuarded ? [i + 1, code[i].Target] : [code[i].Target],
            Flow.Exit => isGuarded ? [i + 1, end] : [end],
            _ => [i + 1],
        };
    }

    private List<int> PostOrder(List<int>[] predecessors)
    {
        var order = new List<int>();
        var seen = new bool[end + 1];
        var path = new Stack<(int Node, int Next)>();
        seen[end] = true;
        path.Push((end, 0));
        while (path.TryPop(out var top))
        {
            if (top.Next == predecessors[top.Node].Count)
            {
                order.Add(top.Node);
                continue;
            }

            path.Push((top.Node, top.Next + 1));
            var node = predecessors[top.Node][top.Next];
            if (!seen[node])
            {
                seen[node] = true;
                path.Push((node, 0));
            }
        }

        return order;
    }
}
