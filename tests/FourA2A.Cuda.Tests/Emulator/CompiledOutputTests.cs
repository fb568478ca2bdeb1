using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using FourA2A.Cuda.Tests.Kernels;
using PtxEmulator;
using PtxEmulator.Model;
using PtxEmulator.Scheduling;

namespace FourA2A.Cuda.Tests.Emulator;

/// <summary>What clang-19 writes, as it stands.</summary>
public sealed class CompiledOutputTests
{
    private static readonly float[] Factors = [0.5f, 1.25f, -0.75f, 2f, 1f];

    [Fact]
    public void ShippedKernels_Load()
    {
        var files = Directory.GetFiles(KernelFolder.Location, "*.ptx");
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            Assert.Equal(Regex.Count(text, @"\.entry\b", RegexOptions.None, TimeSpan.FromSeconds(1)), PtxModule.Parse(text).Entries.Count);
        }
    }

    [Fact]
    public void CompiledKernel_ComputesWhatItsSourceSays()
    {
        using var stream = typeof(CompiledOutputTests).Assembly.GetManifestResourceStream("CompiledKernels.ptx")!;
        using var reader = new StreamReader(stream);
        using var device = new EmulatedDevice(1 << 20);
        var module = device.LoadModule(PtxModule.Parse(reader.ReadToEnd()))!;
        var random = new Random(3);
        var weights = Enumerable.Range(0, 100).Select(_ => (random.NextDouble() * 4) - 1).ToArray();
        var input = Enumerable.Range(0, 128).Select(_ => (random.NextSingle() * 4) - 1).ToArray();
        var words = Enumerable.Range(0, 128).Select(_ => (ushort)random.Next()).ToArray();
        var bytes = Enumerable.Range(0, 128).Select(_ => (sbyte)random.Next()).ToArray();
        var addresses = new[]
        {
            Upload<double>(weights), Upload<float>(input), Upload<float>(new float[512]), Upload<double>(new double[128]),
            Upload<ushort>(words), Upload<sbyte>(bytes),
        };
        var parameters = new byte[80];
        BitConverter.TryWriteBytes(parameters, weights.Length);
        BitConverter.TryWriteBytes(parameters.AsSpan(8), addresses[0]);
        MemoryMarshal.AsBytes(Factors.AsSpan()).CopyTo(parameters.AsSpan(16));
        for (var i = 1; i < addresses.Length; i++)
        {
            BitConverter.TryWriteBytes(parameters.AsSpan(32 + (8 * i)), addresses[i]);
        }

        device.Launch(module, "k", new Dim3(1), new Dim3(128), 512, parameters, new ScheduleOptions());

        var sums = Enumerable.Range(0, 128).Select(t => Sum(t, weights, input)).ToArray();
        Assert.Equal(sums, Download<double>(addresses[3], 128));
        var wholes = sums.Select(sum => (long)(sum * 1000)).ToArray();
        Assert.Equal(wholes.Select(whole => (ushort)(whole >> 3)), Download<ushort>(addresses[4], 128));
        Assert.Equal(wholes.Select(whole => (sbyte)(whole * 7)), Download<sbyte>(addresses[5], 128));
        var expected = Enumerable.Range(0, 128).SelectMany(t =>
        {
            var (sum, whole) = (sums[t], wholes[t]);
            var f = MathF.Truncate((float)sum) + MathF.Round((float)sum * 0.5f, MidpointRounding.ToEven) + MathF.CopySign(2, input[t]);
            f += words[t] + (float)bytes[t] + (t ^ 1) + (((127 - t) & 3) + 1);
            var votes = Enumerable.Range(t & ~31, 32).Sum(lane => sums[lane] > 20 ? 1L << (lane & 31) : 0);
            return new[]
            {
                f + (float)Math.Sqrt(sum + 1) + (float)(sum < 0 ? 0 : (ulong)(sum * 1e6)),
                BitOperations.PopCount((ulong)whole) + BitOperations.LeadingZeroCount((uint)t | 1) + 1f,
                (float)(Reverse(t) >> 8) + (float)(t << (int)(whole & 15)) + (float)(whole % 17) + (float)(whole / 3),
                (float)(votes >> 8),
            };
        });
        Assert.Equal(expected, Download<float>(addresses[2], 512));

        ulong Upload<T>(ReadOnlySpan<T> values)
            where T : unmanaged
        {
            var data = MemoryMarshal.AsBytes(values);
            var address = device.Allocate((nuint)data.Length);
            device.Write(address, data);
            return address;
        }

        T[] Download<T>(ulong address, int count)
            where T : unmanaged
        {
            var values = new T[count];
            device.Read(address, MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }
    }

    private static double Sum(int t, double[] weights, float[] input)
    {
        var sum = 0.0;
        for (var i = 0; i < t; i++)
        {
            sum += (i < weights.Length ? weights[i] * input[i] : 0.0) * Factors[i % 5];
            if (sum > 50)
            {
                break;
            }
        }

        return sum;
    }

    private static uint Reverse(int value)
    {
        var result = 0u;
        for (var i = 0; i < 32; i++)
        {
            result |= (uint)(value >> i & 1) << (31 - i);
        }

        return result;
    }
}
