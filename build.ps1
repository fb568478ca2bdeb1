# Usage: ./build.ps1 [test|demo|bench|format|kernels|bundle] [arguments]; see the text at the end. build.sh has the same verbs.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$results = "$root/artifacts/test-results"
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue) -or -not (dotnet --list-sdks | Select-String '^[1-9][0-9]\.')) {
    [Console]::Error.WriteLine("The .NET 10 SDK is needed and was not found. Install it with`n    winget install Microsoft.DotNet.SDK.10")
    exit 2
}

$verb = if ($args.Count -gt 0) { $args[0] } else { 'build' }
$rest = @($args | Select-Object -Skip 1)
switch ($verb) {
    'build' {
        dotnet build "$root/FourA2A.sln" --configuration Release @rest
        if ($LASTEXITCODE -eq 0) {
            dotnet publish "$root/src/FourA2A.Cli" --configuration Release --no-build --output "$root/artifacts"
        }
    }
    'test' {
        if (Test-Path $results) { Remove-Item -Recurse -Force $results }
        dotnet test "$root/FourA2A.sln" --configuration Release --logger trx --results-directory $results @rest
        $code = $LASTEXITCODE
        # One Counters element for each test project; skipped tests are those that were not executed.
        $passed = 0; $failed = 0; $skipped = 0
        foreach ($file in Get-ChildItem "$results/*.trx" -ErrorAction SilentlyContinue) {
            $counters = ([xml](Get-Content -Raw -LiteralPath $file.FullName)).TestRun.ResultSummary.Counters
            $passed += [int]$counters.passed
            $failed += [int]$counters.failed
            $skipped += [int]$counters.total - [int]$counters.executed
        }
        "$passed passed, $failed failed, $skipped skipped"
        exit $code
    }
    'demo' {
        dotnet publish "$root/src/FourA2A.Cli" --configuration Release --output "$root/artifacts" --verbosity quiet
        if ($LASTEXITCODE -eq 0) { dotnet "$root/artifacts/FourA2A.Cli.dll" demo @rest }
    }
    'bench' { dotnet run --project "$root/bench/FourA2A.Bench" --configuration Release '--' @rest }
    'format' { dotnet format "$root/FourA2A.sln" @rest }
    { $_ -in 'kernels', 'bundle' } {
        [Console]::Error.WriteLine("The verb '$verb' works on Linux only: run ./build.sh $verb there or in WSL.")
        exit 2
    }
    default {
        [Console]::Error.WriteLine(@"
Unknown verb '$verb'. Usage:
    ./build.ps1           builds everything and leaves artifacts/foura2a.cmd
    ./build.ps1 test      runs the tests
    ./build.ps1 demo      builds and fits a target with known settings
    ./build.ps1 bench     runs the benchmarks; arguments go to the bench program
    ./build.ps1 format    formats the sources
    ./build.ps1 kernels   compiles the GPU kernels: on Linux or in WSL only, where clang-19 is
    ./build.ps1 bundle    makes the bundle for Linux: on Linux or in WSL only
"@)
        exit 2
    }
}
exit $LASTEXITCODE
