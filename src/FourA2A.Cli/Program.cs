using System.Runtime.InteropServices;
using FourA2A.Cli;
using FourA2A.Cli.Output;

using var cancellation = new CancellationTokenSource();

// The first Ctrl-C asks the verb to stop and clean up; a second one finds the signal unhandled and ends the process.
void Stop(PosixSignalContext context)
{
    context.Cancel = !cancellation.IsCancellationRequested;
    cancellation.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return App.Run(args, Terminal.ForProcess(), cancellation.Token);
