#!/usr/bin/env bash
# Usage: ./build.sh kernels [--check]
# Compiles every X.cu of this folder to X.ptx and writes manifest.json; all three are committed. With --check it compiles into a
# temporary folder and compares byte for byte with what is committed.
# Where nvcc and ptxas are on the PATH, the sources also pass nvcc and ptxas says what each kernel uses.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export LC_ALL=C # One order of names everywhere.

# Relative names and no CUDA installation: the output depends on nothing but the sources, these flags and the compiler.
flags=(-x cuda --cuda-device-only -nocudainc -nocudalib -S -O3 --cuda-gpu-arch=sm_75 --cuda-feature=+ptx63 -ffp-contract=off)
warnings=(-Wall -Wextra -Werror)

check=
case ${1:-} in
'') ;;
--check) check=1 ;;
*)
    echo "Unknown argument '$1' of kernels: expected nothing or --check." >&2
    exit 2
    ;;
esac

if ! command -v clang-19 >/dev/null; then
    echo "clang-19 is needed to compile the kernels and was not found. Install it with: apt-get install clang-19" >&2
    exit 2
fi

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

sha256() { sha256sum <"$1" | cut -d ' ' -f 1; }

compile() { # STEM: leaves the PTX and its row of the manifest, which names every source that the compiler read.
    local stem=$1 source separator=
    clang-19 "${flags[@]}" "${warnings[@]}" -MMD -MF "$out/$stem.d" "$stem.cu" -o "$out/$stem.ptx"
    {
        printf '    "%s.ptx": {\n      "sha256": "%s",\n      "sources": {' "$stem" "$(sha256 "$out/$stem.ptx")"
        while read -r source; do
            case $source in
            */*)
                echo "$stem.cu includes $source: expected headers of this folder only, for the manifest names no others." >&2
                return 1
                ;;
            esac
            printf '%s\n        "%s": "%s"' "$separator" "$source" "$(sha256 "$source")"
            separator=,
        done < <(sed -e 's/^[^:]*://' -e 's/\\$//' "$out/$stem.d" | tr -s ' ' '\n' | grep . | sort)
        printf '\n      }\n    }'
    } >"$out/$stem.row"
    rm "$out/$stem.d"
}

accept() { # STEM: has nvcc compile the source too, and ptxas count what the kernels use.
    local stem=$1
    if command -v nvcc >/dev/null; then
        nvcc -fmad=false -arch=sm_75 -ptx "$stem.cu" -o "$out/$stem.nvcc"
        echo "$stem.cu: nvcc accepts it"
    fi
    if command -v ptxas >/dev/null; then
        ptxas -v -arch=sm_75 "$out/$stem.ptx" -o /dev/null 2>&1 | awk '
            # Numbers stand before their words.
            function before(word) { return match($0, "[0-9]+ (bytes )?" word) ? substr($0, RSTART) + 0 : 0 }
            /Compiling entry function/ { split($0, quoted, "\047"); kernel = quoted[2] }
            /spill stores/ { spills = before("spill stores") + before("spill loads"); stack = before("stack frame") }
            /Used [0-9]+ registers/ {
                printf "%-40s %3d registers, %5d bytes shared, %d bytes spilled, %d bytes of stack\n", kernel, before("registers"), before("smem"), spills, stack
            }'
    fi
}

stems=()
for source in *.cu; do
    [ -e "$source" ] || continue
    stems+=("${source%.cu}")
done
for stem in "${stems[@]}"; do
    compile "$stem"
    accept "$stem"
done

# Without the minor version: a point release that compiles to the same PTX is the same compiler.
{
    printf '{\n  "version": 1,\n  "compiler": "clang 19",\n  "flags": "%s",\n  "kernels": {' "${flags[*]}"
    separator=
    for stem in "${stems[@]}"; do
        printf '%s\n' "$separator"
        cat "$out/$stem.row"
        separator=,
    done
    printf '\n  }\n}\n'
} >"$out/manifest.json"

if [ -z "$check" ]; then
    rm -f ./*.ptx manifest.json
    mv "$out"/*.ptx "$out/manifest.json" .
    echo "kernels: ${#stems[@]} sources compiled by clang $(clang-19 -dumpversion)"
    exit 0
fi

different=0
for name in $({ ls "$out" && ls; } | grep -E '\.ptx$|^manifest\.json$' | sort -u); do
    if [ ! -e "$name" ]; then
        echo "kernels/$name: found none, expected what its source compiles to." >&2
    elif [ ! -e "$out/$name" ]; then
        echo "kernels/$name: found a file without its source." >&2
    elif ! cmp -s "$name" "$out/$name"; then
        echo "kernels/$name: found a file that differs from what the sources compile to (- committed, + compiled):" >&2
        { diff -U0 "$name" "$out/$name" || true; } | sed -n '3,12p' >&2
    else
        continue
    fi
    different=$((different + 1))
done
if [ "$different" -gt 0 ]; then
    echo "Kernels and sources part in $different files; run ./build.sh kernels and commit what it writes." >&2
    exit 1
fi
echo "kernels: ${#stems[@]} sources give the committed files, byte for byte"
