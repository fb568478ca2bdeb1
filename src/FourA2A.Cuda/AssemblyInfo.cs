using System.Runtime.CompilerServices;

// Function pointers into the driver take and return plain data only.
[assembly: DisableRuntimeMarshalling]
