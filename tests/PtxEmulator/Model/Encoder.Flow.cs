using PtxEmulator.Execution;
using PtxEmulator.Memory;
using static PtxEmulator.Model.ScalarType;

namespace PtxEmulator.Model;

/// <summary>Branches, ends, barriers, and what the lanes of a warp do together.</summary>
internal sealed unsafe partial class Encoder
{
    private void EncodeFlow()
    {
        switch (modifiers[0])
        {
            case "bra":
                Has("uni");
                var target = NextOperand();
                body.AddBranch(instruction, target is { Kind: OperandKind.Name, Negated: false } ? target.Name : throw Refuse("has no label"));
                instruction.Flow = Flow.Branch;
                Emit(InstructionClass.Control, &Warp.Branch);
                break;
            case "ret" or "exit":
                Has("uni");
                instruction.Flow = Flow.Exit;
                Emit(InstructionClass.Control, &Warp.Exit);
                break;
            case "trap":
                instruction.Flow = Flow.Stop;
                Emit(InstructionClass.Control, &Warp.Trap);
                break;
            case "nanosleep":
                Type(U32);
                Source(U32);
                Emit(InstructionClass.Control, &Lanes.Nothing);
                break;
            case "bar" when Has("warp"):
                Require("sync");
                instruction.C = Source(B32);
                Emit(InstructionClass.Control, &Lanes.SynchronizeWarp);
                break;
            default:
                Has("cta");
                Require("sync");
                if (modifiers[0] == "barrier")
                {
                    Has("aligned");
                }

                instruction.A = Source(U32);
                instruction.B = HasOperand ? Source(U32) : body.Layout.Constant(4, 0);
                instruction.Flow = Flow.Stop;
                Emit(InstructionClass.Control, &Warp.Synchronize);
                break;
        }
    }

    private void EncodeWarp()
    {
        switch (modifiers[0])
        {
            case "activemask":
                Type(B32);
                instruction.D = Destination(B32);
                Emit(InstructionClass.Shuffle, &Lanes.ActiveMask);
                break;
            case "shfl":
                EncodeShuffle();
                break;
            case "vote":
                EncodeVote();
                break;
            default:
                EncodeMatch();
                break;
        }
    }

    private void EncodeShuffle()
    {
        Require("sync");
        instruction.Shuffle = Require("up", "down", "bfly", "idx") switch
        {
            "up" => ShuffleMode.Up,
            "down" => ShuffleMode.Down,
            "bfly" => ShuffleMode.Butterfly,
            _ => ShuffleMode.Index,
        };
        Type(B32);
        TakeDestinationWithPredicate();
        instruction.A = Source(B32);
        var b = NextOperand();
        var c = NextOperand();
        instruction.B = Source(b, B32);
        instruction.Columns = [Source(c, B32)];
        instruction.C = Source(B32);
        if (b.Kind == OperandKind.Integer && c.Kind == OperandKind.Integer)
        {
            instruction.ShuffleSources = new byte[32];
            for (var lane = 0; lane < 32; lane++)
            {
                var source = Lanes.ShuffleSource(instruction.Shuffle, lane, (uint)b.Value, (uint)c.Value, out var isInRange);
                instruction.ShuffleSources[lane] = (byte)source;
                instruction.Immediate |= isInRange ? 1L << lane : 0;
            }
        }

        Emit(InstructionClass.Shuffle, &Lanes.Shuffle);
    }

    private void EncodeVote()
    {
        Require("sync");
        var mode = Require("all", "any", "uni", "ballot");
        var type = Type(mode == "ballot" ? B32 : Predicate);
        instruction.D = Destination(type);
        instruction.A = PredicateSource(NextOperand(), out var flip);
        instruction.Flip = flip;
        instruction.C = Source(B32);
        Emit(InstructionClass.Shuffle, mode switch
        {
            "ballot" => &Lanes.Ballot,
            "all" => &Lanes.VoteAll,
            "any" => &Lanes.VoteAny,
            _ => &Lanes.VoteUniform,
        });
    }

    private void EncodeMatch()
    {
        var all = Require("any", "all") == "all";
        Require("sync");
        var type = Type(B32, B64);
        if (all)
        {
            TakeDestinationWithPredicate();
        }
        else
        {
            instruction.D = Destination(B32);
        }

        instruction.A = Source(type);
        instruction.C = Source(B32);
        Emit(InstructionClass.Shuffle, (all, type) switch
        {
            (false, B32) => &Lanes.MatchAny<uint>,
            (false, _) => &Lanes.MatchAny<ulong>,
            (true, B32) => &Lanes.MatchAll<uint>,
            _ => &Lanes.MatchAll<ulong>,
        });
    }

    /// <summary>d or d|p; a predicate that nobody reads stands in for a missing one.</summary>
    private void TakeDestinationWithPredicate()
    {
        var destination = NextOperand();
        if (destination.Kind == OperandKind.Pair)
        {
            instruction.D = Destination(new Operand(OperandKind.Name) { Name = destination.Name }, B32);
            instruction.Q = Destination(new Operand(OperandKind.Name) { Name = destination.Second }, Predicate);
        }
        else
        {
            instruction.D = Destination(destination, B32);
            instruction.Q = body.Layout.Allocate(0);
        }
    }

    private void EncodeFence()
    {
        if (modifiers[0] == "fence")
        {
            Require("sc", "acq_rel");
            instruction.BlockScope = Require("cta", "gpu", "sys") == "cta";
        }
        else
        {
            instruction.BlockScope = Require("cta", "gl", "sys") == "cta";
        }

        instruction.Order = MemoryOrder.AcquireRelease;
        Emit(InstructionClass.Memory, &Lanes.Fence);
    }
}
