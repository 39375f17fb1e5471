#!/usr/bin/env bash
# Measures `taqdir check` beside the tools that check TOML against a JSON Schema, on the same
# generated files, with the same schema, in one run. Prints the times and the ratios.
#
#   benches/check.sh [FILES] [RUNS]
#
# TAQDIR names the binary (else target/release/taqdir, else the debug one). The peers are
# whatever of taplo, tombi and check-jsonschema is on the PATH:
#   pip install taplo tombi check-jsonschema
set -euo pipefail

here=$(cd "$(dirname "$0")/.." && pwd)
files=${1:-1000}
runs=${2:-5}
cargo build --quiet --manifest-path "$here/Cargo.toml" --example generate
target=${CARGO_TARGET_DIR:-$here/target}
for candidate in "${TAQDIR:-}" "$target/release/taqdir" "$target/debug/taqdir"; do
  if [ -x "$candidate" ]; then taqdir=$candidate; break; fi
done
: "${taqdir:?build taqdir first}"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$target/debug/examples/generate" "$folder" "$files"
cp "$here/schema/assessment.schema.json" "$folder"
cd "$folder"

# The middle of several runs, in microseconds. A tool that objects to these files, which are
# sound, has not understood them: its time would mean nothing.
median() {
  local times=() begin end
  "$@" > out.log 2>&1 || { tail -5 out.log >&2; echo "failed: $1" >&2; return 1; }
  for _ in $(seq "$runs"); do
    begin=$(date +%s%N)
    "$@" > /dev/null 2>&1
    end=$(date +%s%N)
    times+=($(((end - begin) / 1000)))
  done
  printf '%s\n' "${times[@]}" | sort -n | sed -n "$(((runs + 1) / 2))p"
}

report() { # name, microseconds
  awk -v name="$1" -v time="$2" -v ours="$ours" \
    'BEGIN { printf "%-18s %9.1f ms  %6.1f x taqdir\n", name, time / 1000, time / ours }'
}

one=$(median "$taqdir" check 00000.toml)
ours=$(median "$taqdir" check .)
echo "$taqdir, $(nproc) cores, the middle of $runs runs"
awk -v time="$one" 'BEGIN { printf "one cold check     %9.1f ms\n", time / 1000 }'
report taqdir "$ours"
list=(*.toml)
peer() { # command, arguments
  local name=$1 time
  if ! command -v "$name" > /dev/null; then echo "$name is not there"; return; fi
  if time=$(median "$@"); then report "$name" "$time"; fi
}
peer taplo lint --schema "file://$folder/assessment.schema.json" "${list[@]}"
peer tombi lint --offline --quiet "${list[@]}"
peer check-jsonschema --schemafile assessment.schema.json "${list[@]}"
