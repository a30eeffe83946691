"""Where a case file may not lie: folders that another machine can write to, or that are copied while it is being written."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from .cloud_files import is_cloud_folder
from .mounts import network_type

#: How the programs that copy folders to the cloud name them (compared in lower case).
_CLOUD_FOLDERS = (
    (re.compile(r"onedrive( - .*)?"), "OneDrive"),
    (re.compile(r"dropbox( \(.*\))?"), "Dropbox"),
    (re.compile(r"google ?drive( ?file ?stream)?|my drive|googledrive-.*"), "Google Drive"),
    (re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs"), "iCloud"),
    (re.compile(r"box( sync| drive)?|box-box"), "Box"),
    (re.compile(r"mega(sync)?( downloads)?"), "MEGA"),
    (re.compile(r"synology ?drive"), "Synology Drive"),
    (re.compile(r"proton ?drive"), "Proton Drive"),
    # A library that OneDrive brings is called by its site: "Planning Policy - Documents"
    (re.compile(r"sharepoint( - .*)?|.+ - (shared )?documents"), "SharePoint"),
    (re.compile(r"cloudstorage"), "a cloud service"),
    (
        re.compile(r"nextcloud|owncloud|pcloud ?drive|egnyte drive|syncthing|seafile|tresorit|creative cloud files"),
        "a synchronising program",
    ),
)
_CLOUD_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_CLOUD_MARKS = {
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
}


def why_not_here(
    path: Path,
    environment: Mapping[str, str] = os.environ,
    network: Callable[[Path], str] = network_type,
    exists: Callable[[Path], bool] = Path.exists,
    in_cloud: Callable[[Path], bool] = is_cloud_folder,
) -> str:
    """The sentence that says why ``path`` is no place for a case file, or "" where it is one.

    Links are followed first. SQLite's write-ahead log needs memory that all who open the file share, which no network drive gives; a
    program that copies the folder takes the file and its log at different moments, and puts an old one back.
    """
    resolved = path if str(path).startswith("\\\\") else path.resolve()
    kind = network(resolved)
    if kind:
        return (
            f"The case file can't lie in {path.parent}: that is a network folder ({kind}), where two machines could write at once "
            "and spoil it. Choose a folder on a drive of this computer."
        )
    service = _cloud_service(resolved, environment, exists) or _unnamed_service(resolved, in_cloud)
    if service:
        return (
            f"The case file can't lie in {path.parent}: {service} copies that folder while the file is being written, and could put an old "
            "copy in its place. Choose a folder that is not synchronised."
        )
    return ""


def _cloud_service(path: Path, environment: Mapping[str, str], exists: Callable[[Path], bool]) -> str:
    for variable in _CLOUD_VARIABLES:
        synchronised = environment.get(variable, "")
        if synchronised and Path(synchronised).resolve() in path.parents:
            return "OneDrive"
    for folder in path.parents:
        for pattern, service in _CLOUD_FOLDERS:
            if pattern.fullmatch(folder.name.lower()):
                return service
        for mark, service in _CLOUD_MARKS.items():
            if exists(folder / mark):
                return service
    return ""


def _unnamed_service(path: Path, in_cloud: Callable[[Path], bool]) -> str:
    return "a cloud service" if any(in_cloud(folder) for folder in path.parents) else ""
