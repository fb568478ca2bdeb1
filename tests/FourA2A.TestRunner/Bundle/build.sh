#!/usr/bin/env bash
# Usage: ./build.sh bundle [--check]
# Makes artifacts/bundle.tar.xz: the .NET runtime, the program, the tests and the benchmarks, for an x86-64 Linux machine that has
# an NVIDIA driver and no .NET. With --check it then unpacks the bundle elsewhere and runs a part of each in an empty environment.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
bundle=$root/artifacts/bundle.tar.xz
limit=45000000

check=
case ${1:-} in
'') ;;
--check) check=1 ;;
*)
    echo "Unknown argument '$1' of bundle: expected nothing or --check." >&2
    exit 2
    ;;
esac
if [ "$(uname -sm)" != "Linux x86_64" ]; then
    echo "The bundle holds this machine's .NET runtime: found $(uname -sm), expected Linux x86_64; make it on such a machine." >&2
    exit 2
fi

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
stage=$temporary/foura2a

# One folder for all programs: they share their libraries.
dotnet publish "$root/tests/FourA2A.TestRunner" --configuration Release --output "$stage/app" --verbosity quiet
rm -f "$stage"/app/{foura2a,foura2a.cmd,FourA2A.Bench}

copy_runtime() { # The runtime that would run the programs here; a distribution's own layout has the same folders.
    local installed version host
    installed=$(dirname "$(readlink -f "$(command -v dotnet)")")
    version=$(dotnet --list-runtimes | awk '$1 == "Microsoft.NETCore.App" && $2 ~ /^10\./ { last = $2 } END { print last }')
    host=$(printf '%s\n' "$installed"/host/fxr/* | sort -V | tail -n 1)
    mkdir -p "$stage/dotnet/host/fxr" "$stage/dotnet/shared/Microsoft.NETCore.App"
    cp "$installed/dotnet" "$stage/dotnet"
    cp -r "$host" "$stage/dotnet/host/fxr"
    cp -r "$installed/shared/Microsoft.NETCore.App/$version" "$stage/dotnet/shared/Microsoft.NETCore.App"
    for notice in LICENSE.txt ThirdPartyNotices.txt; do
        [ ! -e "$installed/$notice" ] || cp "$installed/$notice" "$stage/dotnet"
    done
}
copy_runtime

# .NET hashes by OpenSSL, which the smallest systems lack; one that cannot load this copy goes on to its own.
mkdir "$stage/lib"
for library in libssl.so.3 libcrypto.so.3; do
    cp "$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p | awk -v name="$library" '$1 == name && /x86-64/ { print $NF; exit }')" "$stage/lib"
done

commit=$(git -C "$root" rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
[ -z "$(git -C "$root" status --porcelain -- . ':!bench/results' 2>/dev/null)" ] || commit="$commit with changes"

script() { # NAME PROGRAM
    cat >"$stage/$1" <<SCRIPT
#!/bin/sh
here=\$(dirname "\$(readlink -f "\$0")")
# The runtime beside this script, also for the programs that tests and benchmarks start.
export PATH="\$here/dotnet\${PATH:+:\$PATH}" DOTNET_ROOT="\$here/dotnet" DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
export LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+\$LD_LIBRARY_PATH:}\$here/lib"
export FOURA2A_RESULTS="\${FOURA2A_RESULTS:-\$here/results}" FOURA2A_COMMIT="$commit"
exec "\$here/dotnet/dotnet" "\$here/app/$2.dll" "\$@"
SCRIPT
    chmod +x "$stage/$1"
}
script foura2a FourA2A.Cli
script run-tests FourA2A.TestRunner
script run-bench FourA2A.Bench

# The tests compare them with what is embedded.
cp -r "$root/kernels" "$root/LICENSE" "$stage"

mkdir -p "$(dirname "$bundle")"
tar --directory "$temporary" --sort=name --owner=0 --group=0 --numeric-owner --create foura2a | xz -6 --threads=0 >"$bundle"
size=$(stat --format %s "$bundle")
echo "artifacts/bundle.tar.xz: $(awk -v size="$size" 'BEGIN { printf "%.1f", size / 1e6 }') MB, commit $commit"
if [ "$size" -ge "$limit" ]; then
    echo "The bundle is too large: found $size bytes, expected less than $limit." >&2
    exit 1
fi
[ -n "$check" ] || exit 0

unpacked=$temporary/unpacked
mkdir "$unpacked" "$temporary/bin"
tar --directory "$unpacked" --extract --xz --file "$bundle"
# Nothing but what scripts and tests call: no .NET can be found but the bundle's.
ln -s "$(command -v sh)" "$(command -v bash)" "$(command -v dirname)" "$(command -v readlink)" "$temporary/bin"
bare() { (cd "$temporary" && env -i PATH="$temporary/bin" "unpacked/foura2a/$@"); }
bare run-tests KernelFolder Usage Process
bare run-bench wav-fuzz --count 200 >/dev/null
bare run-bench hessian --chunks 16 --chunk-seconds 0.1 --seconds 1 >/dev/null 2>&1
ls "$unpacked"/foura2a/results/*/{wav-fuzz,hessian}.json >/dev/null
bare foura2a demo -o "$temporary/demo" >/dev/null
echo "The bundle works without .NET and in an empty environment."
