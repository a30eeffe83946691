# shellcheck shell=bash
# Sourced after ../environment.sh: QGIS's programs find this checkout as the plugin "redline", and the libraries that it needs.

[ -x "$python" ] || "$top/scripts/setup" >&2

mkdir -p "$top/.run/plugins"
ln -sfn "$top" "$top/.run/plugins/redline"

# QGIS runs on the system's Python and sees no virtual environment; without this it takes Debian's shapely, 1.8 on Debian 12.
PYTHONPATH=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
# Before shapely comes what keeps its GEOS apart from QGIS's own.
export PYTHONPATH="$top/scripts/in_qgis:$PYTHONPATH"
export QGIS_PLUGINPATH="$top/.run/plugins"
