"""Whether Windows itself says of a folder that a cloud service keeps it: by its reparse tag and its attributes."""

from __future__ import annotations

import os
from pathlib import Path

#: IO_REPARSE_TAG_CLOUD; the third digit from the left of its lower half numbers the services.
_CLOUD_TAG, _TAG_WITHOUT_SERVICE = 0x9000001A, 0xFFFF0FFF
#: FILE_ATTRIBUTE_ of what lies elsewhere or must be kept here: RECALL_ON_OPEN, PINNED, UNPINNED, RECALL_ON_DATA_ACCESS.
_CLOUD_ATTRIBUTES = 0x00040000 | 0x00080000 | 0x00100000 | 0x00400000


def is_cloud_folder(path: Path) -> bool:
    """Whether a folder is one of the Windows Cloud Files API (OneDrive, SharePoint libraries, Dropbox, iCloud, Box and others)."""
    try:
        told = os.lstat(path)
    except OSError:
        return False
    return is_kept_elsewhere(getattr(told, "st_reparse_tag", 0), getattr(told, "st_file_attributes", 0))


def is_kept_elsewhere(reparse_tag: int, attributes: int) -> bool:
    """The same of a reparse tag and of file attributes; both are 0 on systems that have neither."""
    return reparse_tag & _TAG_WITHOUT_SERVICE == _CLOUD_TAG or bool(attributes & _CLOUD_ATTRIBUTES)
