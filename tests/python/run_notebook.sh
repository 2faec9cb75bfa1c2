#!/bin/sh
# Does the notebook run from its first cell to its last, on a small study? Keeps nothing, unless a folder is named.
#
# Usage: STRATHERN_BINARY=PROGRAM run_notebook.sh [FOLDER]
# FOLDER: where notebook.html goes. Exit code 0: it runs; 77: nbconvert or a package is missing; else: it fails.
set -eu

# Debian's Python, which has the packages; another one may come first in PATH.
python=/usr/bin/python3

program=$(realpath "${STRATHERN_BINARY:?the path of the program}")
export STRATHERN_BINARY="$program"
folder=${1:-}
[ -z "$folder" ] || folder=$(realpath "$folder")
cd "$(dirname "$0")/../.."

if ! "$python" -c 'import ipykernel, jinja2, matplotlib, nbconvert, pandas' 2>/dev/null; then
    echo "nbconvert, ipykernel, jinja2, matplotlib or pandas is missing for $python"
    exit 77
fi

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

"$program" trial scenarios/tokenmaxxing.json --replicates 4 --set organisation.engineers_count=14 \
    --set study.quarters_count=3 --quiet --out "$temporary/study.db" >"$temporary/trial.txt"

# The kernel "python3" must be this Python too, whatever is in PATH or in the user's folders.
mkdir -p "$temporary/data/kernels/python3"
cat >"$temporary/data/kernels/python3/kernel.json" <<KERNEL
{"argv": ["$python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
 "display_name": "Python 3", "language": "python"}
KERNEL

export JUPYTER_PATH="$temporary/data" JUPYTER_DATA_DIR="$temporary/data" JUPYTER_RUNTIME_DIR="$temporary/runtime"
export IPYTHONDIR="$temporary/ipython" MPLCONFIGDIR="$temporary/matplotlib"
export PYDEVD_DISABLE_FILE_VALIDATION=1 PYTHONDONTWRITEBYTECODE=1
export STRATHERN_STORE="$temporary/study.db"
timeout 120 "$python" -m nbconvert --to html --execute --log-level=WARN --ExecutePreprocessor.kernel_name=python3 \
    --ExecutePreprocessor.timeout=60 --output-dir "${folder:-$temporary}" --output notebook.html \
    notebooks/tokenmaxxing.ipynb

html=${folder:-$temporary}/notebook.html
# Images of the page's style sheet are none of ours.
figures=$(grep -o '<img [^>]*src="data:image/png;base64' "$html" | wc -l)
if [ "$figures" -ne 4 ]; then
    echo "the notebook shows $figures figures, not 4"
    exit 1
fi
echo "the notebook runs and shows $figures figures"
