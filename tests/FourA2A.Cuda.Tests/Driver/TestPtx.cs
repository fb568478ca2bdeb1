namespace FourA2A.Cuda.Tests.Driver;

/// <summary>PTX that the tests of the binding load.</summary>
internal static class TestPtx
{
    /// <summary>
    /// Kernels: <c>store(address, value)</c> writes value + thread to element thread; <c>store_float(address, value)</c> and
    /// <c>store_bits(address, value)</c> write the first element; <c>two_arrays(first, second)</c> does nothing; <c>few_threads()</c>
    /// takes at most 32 threads; <c>with_shared()</c> has 1024 bytes of shared memory.
    /// Variables: <c>answer</c> = 42, <c>numbers</c> = 1, 2, 3.
    /// </summary>
    public const string Kernels =
        """
        .version 6.3
        .target sm_75
        .address_size 64

        .const .align 4 .u32 answer = 42;
        .global .align 4 .u32 numbers[3] = {1, 2, 3};

        .visible .entry store(.param .u64 store_address, .param .u32 store_value)
        {
            .reg .b32 %r<4>;
            .reg .b64 %rd<5>;
            ld.param.u64 %rd1, [store_address];
            ld.param.u32 %r1, [store_value];
            cvta.to.global.u64 %rd2, %rd1;
            mov.u32 %r2, %tid.x;
            add.s32 %r3, %r1, %r2;
            mul.wide.u32 %rd3, %r2, 4;
            add.s64 %rd4, %rd2, %rd3;
            st.global.u32 [%rd4], %r3;
            ret;
        }

        .visible .entry store_float(.param .u64 store_float_address, .param .f32 store_float_value)
        {
            .reg .f32 %f<2>;
            .reg .b64 %rd<3>;
            ld.param.u64 %rd1, [store_float_address];
            ld.param.f32 %f1, [store_float_value];
            cvta.to.global.u64 %rd2, %rd1;
            st.global.f32 [%rd2], %f1;
            ret;
        }

        .visible .entry store_bits(.param .u64 store_bits_address, .param .b32 store_bits_value)
        {
            .reg .b32 %r<2>;
            .reg .b64 %rd<3>;
            ld.param.u64 %rd1, [store_bits_address];
            ld.param.b32 %r1, [store_bits_value];
            cvta.to.global.u64 %rd2, %rd1;
            st.global.b32 [%rd2], %r1;
            ret;
        }

        .visible .entry two_arrays(.param .u64 two_arrays_first, .param .u64 two_arrays_second)
        {
            ret;
        }

        .visible .entry few_threads()
        .maxntid 32, 1, 1
        {
            ret;
        }

        .visible .entry with_shared()
        {
            .shared .align 4 .b8 with_shared_buffer[1024];
            .reg .b32 %r<2>;
            mov.u32 %r1, with_shared_buffer;
            st.shared.u32 [%r1], %r1;
            ret;
        }

        """;

    /// <summary>A module of the current version with a given body.</summary>
    public static string Module(string body, string version = "6.3", string target = "sm_75") =>
        $".version {version}\n.target {target}\n.address_size 64\n{body}\n";
}
