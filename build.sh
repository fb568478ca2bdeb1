#!/usr/bin/env bash
# Usage: ./build.sh [test|demo|bench|format|kernels|bundle] [arguments]; see the text at the end. build.ps1 has the same verbs.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
results=$root/artifacts/test-results
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

verb=${1:-build}
[ $# -eq 0 ] || shift
# The kernels need a compiler of their own and no SDK.
[ "$verb" != kernels ] || exec "$root/kernels/build.sh" "$@"

if ! dotnet --list-sdks 2>/dev/null | grep -qE '^[1-9][0-9]\.'; then
    echo "The .NET 10 SDK is needed and was not found. Install it with" >&2
    if [ "$(uname)" = Darwin ]; then
        echo "    brew install --cask dotnet-sdk" >&2
    elif apt-cache show dotnet-sdk-10.0 >/dev/null 2>&1; then
        echo "    sudo apt-get install dotnet-sdk-10.0" >&2
    else
        echo '    curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 && export PATH="$HOME/.dotnet:$PATH"' >&2
    fi
    exit 2
fi

case $verb in
build)
    dotnet build "$root/FourA2A.sln" --configuration Release "$@"
    dotnet publish "$root/src/FourA2A.Cli" --configuration Release --no-build --output "$root/artifacts"
    ;;
test)
    rm -rf "$results"
    code=0
    dotnet test "$root/FourA2A.sln" --configuration Release --logger trx --results-directory "$results" "$@" || code=$?
    # One Counters element for each test project; skipped tests are those that were not executed.
    grep -hoE '<Counters [^>]*' "$results"/*.trx 2>/dev/null | tr -d '"' | tr ' ' '\n' | awk -F= '
        { sum[$1] += $2 }
        END { printf "%d passed, %d failed, %d skipped\n", sum["passed"], sum["failed"], sum["total"] - sum["executed"] }'
    exit "$code"
    ;;
demo)
    dotnet publish "$root/src/FourA2A.Cli" --configuration Release --output "$root/artifacts" --verbosity quiet
    "$root/artifacts/foura2a" demo "$@"
    ;;
bench)
    dotnet run --project "$root/bench/FourA2A.Bench" --configuration Release -- "$@"
    ;;
bundle)
    "$root/tests/FourA2A.TestRunner/Bundle/build.sh" "$@"
    ;;
format)
    dotnet format "$root/FourA2A.sln" "$@"
    ;;
*)
    cat >&2 <<USAGE
Unknown verb '$verb'. Usage:
    ./build.sh           builds everything and leaves artifacts/foura2a
    ./build.sh test      runs the tests
    ./build.sh demo      builds and fits a target with known settings
    ./build.sh bench     runs the benchmarks; arguments go to the bench program
    ./build.sh format    formats the sources
    ./build.sh kernels   compiles the GPU kernels with clang-19; --check compares with what is committed
    ./build.sh bundle    makes artifacts/bundle.tar.xz: program, tests and benchmarks for a Linux machine without .NET
USAGE
    exit 2
    ;;
esac
