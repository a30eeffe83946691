"""What kind of drive a folder lies on, asked of the operating system in its own way."""

from __future__ import annotations

import re
import sys
from pathlib import Path

_NETWORK_TYPES = frozenset(
    (
        *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "afpfs", "webdav", "davfs", "davfs2", "9p", "ncpfs", "ncp", "coda"),
        *("ceph", "glusterfs", "lustre", "gpfs", "beegfs", "vboxsf", "vmhgfs"),
    )
)
_DRIVE_REMOTE = 4
_MAC_LOCAL = 0x1000
_MAC_FLAGS_AT, _MAC_TYPE_AT, _MAC_STATFS_SIZE = 64, 72, 2168


def network_type(path: Path, platform: str = sys.platform) -> str:
    """The kind of network drive that ``path`` lies on ("nfs", "cifs", "network drive"), or "" for a drive of this machine."""
    if platform == "win32":
        return windows_network_type(str(path))
    if platform == "darwin":
        return mac_network_type(path)
    table = Path("/proc/mounts")
    return linux_network_type(path, table.read_text(encoding="utf-8", errors="replace")) if table.is_file() else ""


def linux_network_type(path: Path, mounts: str) -> str:
    """The same from the text of /proc/mounts; the mount point nearest to the path counts, the last one of equals."""
    depth, kind = -1, ""
    whole = str(path)
    for line in mounts.splitlines():
        fields = line.split()
        # Most mount points are quickly told to be elsewhere
        if len(fields) < 3 or not whole.startswith(fields[1].partition("\\")[0]):
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal.group(1), 8)), fields[1]))
        if (point == path or point in path.parents) and len(point.parts) >= depth:
            depth, kind = len(point.parts), fields[2]
    return kind if kind in _NETWORK_TYPES or kind.startswith("fuse.") else ""


def windows_network_type(path: str) -> str:
    """A path of a share, or of a drive letter that stands for one."""
    plain = path.replace("/", "\\")
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return "network share"
    if plain.startswith(("\\\\?\\", "\\\\.\\")):
        plain = plain[4:]
    elif plain.startswith("\\\\"):
        return "network share"
    return "network drive" if plain[1:2] == ":" and _drive_type(plain[:3]) == _DRIVE_REMOTE else ""


def _drive_type(root: str) -> int:
    import ctypes

    windows = getattr(ctypes, "windll", None)
    return int(windows.kernel32.GetDriveTypeW(root)) if windows is not None else 0


def mac_network_type(path: Path) -> str:
    """What statfs says of the nearest folder that exists."""
    import ctypes

    library = ctypes.CDLL(None)
    statfs = getattr(library, "statfs$INODE64", None) or library.statfs
    buffer = ctypes.create_string_buffer(_MAC_STATFS_SIZE)
    existing = next((folder for folder in (path, *path.parents) if folder.exists()), Path("/"))
    return mac_type_of(buffer.raw) if statfs(str(existing).encode("utf-8"), buffer) == 0 else ""


def mac_type_of(statfs: bytes) -> str:
    """The type named in a macOS ``struct statfs`` (64-bit inodes) of a drive that is not local, "" for a local one."""
    flags = int.from_bytes(statfs[_MAC_FLAGS_AT : _MAC_FLAGS_AT + 4], "little")
    name = statfs[_MAC_TYPE_AT : _MAC_TYPE_AT + 16].split(b"\0")[0].decode("ascii", "replace")
    return "" if flags & _MAC_LOCAL else name or "network drive"
