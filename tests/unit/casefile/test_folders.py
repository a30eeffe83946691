"""Where a case file may lie."""

from __future__ import annotations

import stat
import sys
from pathlib import Path, PurePosixPath

import pytest

from plugin.casefile.errors import CaseFileError
from plugin.casefile.file import mounts
from plugin.casefile.file.cloud_files import is_kept_elsewhere
from plugin.casefile.file.default_path import default_path
from plugin.casefile.file.folder_rules import why_not_here
from plugin.casefile.file.mounts import linux_network_type, mac_type_of, windows_network_type
from tests.unit.casefile.examples import opened

MOUNTS = """\
sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw 0 0
fileserver:/export /mnt/planning nfs4 rw 0 0
//server/share /media/my\\040share cifs rw 0 0
/dev/sdb1 /mnt/planning/local ext4 rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
/dev/sdc1 /media/stick fuseblk rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/mnt/planning/cases.redline", "nfs4"),
        ("/media/my share/a/cases.redline", "cifs"),
        ("/run/user/1000/gvfs/smb/cases.redline", "fuse.gvfsd-fuse"),
        ("/mnt/planning/local/cases.redline", ""),
        ("/media/stick/cases.redline", ""),
        ("/mnt/planning-office/cases.redline", ""),
        ("/srv/cases.redline", ""),
    ],
)
def test_linux_tells_network_folders_by_the_nearest_mount(path, kind):
    assert linux_network_type(Path(path), MOUNTS) == kind


@pytest.mark.parametrize(
    ("path", "remote", "kind"),
    [
        (r"\\server\share\cases.redline", False, "network share"),
        ("//server/share/cases.redline", False, "network share"),
        (r"\\?\UNC\server\share\cases.redline", False, "network share"),
        (r"H:\cases.redline", True, "network drive"),
        (r"\\?\H:\cases.redline", True, "network drive"),
        (r"C:\Users\jo\cases.redline", False, ""),
        (r"\\?\C:\Users\jo\cases.redline", False, ""),
    ],
)
def test_windows_tells_shares_and_the_letters_that_stand_for_them(monkeypatch, path, remote, kind):
    monkeypatch.setattr(mounts, "_drive_type", lambda root: 4 if remote and root == "H:\\" else 3)

    assert windows_network_type(path) == kind


@pytest.mark.parametrize(("flags", "name", "kind"), [(0x1000, b"apfs", ""), (0, b"smbfs", "smbfs"), (0, b"", "network drive")])
def test_macos_tells_drives_that_are_not_local(flags, name, kind):
    statfs = bytearray(2168)
    statfs[64:68] = flags.to_bytes(4, "little")
    statfs[72 : 72 + len(name)] = name

    assert mac_type_of(bytes(statfs)) == kind


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("OneDrive - London Borough of Southwark/Documents", "OneDrive"),
        ("OneDrive", "OneDrive"),
        ("Dropbox (Council)/cases", "Dropbox"),
        ("Google Drive/My Drive", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Library/CloudStorage/OtherCloud", "a cloud service"),
        ("Library/CloudStorage/Box-Box", "Box"),
        ("Box/cases", "Box"),
        ("Box Sync", "Box"),
        ("MEGA", "MEGA"),
        ("MEGAsync", "MEGA"),
        ("SynologyDrive/cases", "Synology Drive"),
        ("Proton Drive/jo/My files", "Proton Drive"),
        ("Borough of Example/Planning Policy - Documents/cases", "SharePoint"),
        ("SharePoint - Planning", "SharePoint"),
        ("Nextcloud/cases", "a synchronising program"),
    ],
)
def test_a_cloud_folder_is_refused_by_its_name(tmp_path, folder, service):
    sentence = why_not_here(tmp_path / folder / "cases.redline", environment={}, network=lambda _: "")

    assert service in sentence
    assert "not synchronised" in sentence


@pytest.mark.parametrize(
    "folder", ["Dropbox notes", "onedriveway", "planning/My documents", "Boxes", "Sandbox", "megalith", "Documents", "protons"]
)
def test_a_folder_that_only_sounds_like_one_is_taken(tmp_path, folder):
    assert why_not_here(tmp_path / folder / "cases.redline", environment={}, network=lambda _: "") == ""


def test_a_folder_that_onedrive_was_pointed_at_is_refused_whatever_its_name(tmp_path):
    sentence = why_not_here(tmp_path / "Work" / "a" / "cases.redline", {"OneDriveCommercial": str(tmp_path / "Work")}, network=lambda _: "")

    assert "OneDrive" in sentence


def test_a_folder_with_the_mark_of_a_synchronising_program_is_refused(tmp_path):
    (tmp_path / ".stfolder").mkdir()

    assert "Syncthing" in why_not_here(tmp_path / "a" / "cases.redline", {}, network=lambda _: "")


@pytest.mark.parametrize(
    ("tag", "attributes", "kept_elsewhere"),
    [
        (0x9000001A, 0x10, True),
        (0x9000601A, 0x10, True),
        (0, 0x00400010, True),
        (0, 0x00080010, True),
        (0, 0x00100010, True),
        (0xA000000C, 0x410, False),
        (0, 0x10, False),
        (0, 0, False),
    ],
    ids=["cloud", "one-of-its-services", "recalled", "pinned", "unpinned", "link", "plain-folder", "no-windows"],
)
def test_windows_says_by_tag_and_attributes_what_a_cloud_service_keeps(tag, attributes, kept_elsewhere):
    assert is_kept_elsewhere(tag, attributes) is kept_elsewhere


def test_a_folder_that_windows_calls_a_cloud_folder_is_refused_whatever_its_name(tmp_path):
    inside = tmp_path / "Work" / "a" / "cases.redline"

    sentence = why_not_here(inside, {}, network=lambda _: "", in_cloud=lambda folder: folder == tmp_path / "Work")

    assert "a cloud service copies that folder" in sentence


def test_a_link_into_a_cloud_folder_is_followed(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox", target_is_directory=True)

    assert "Dropbox" in why_not_here(tmp_path / "plain" / "cases.redline", {}, network=lambda _: "")


def test_opening_says_the_reason_and_makes_nothing(tmp_path):
    with pytest.raises(CaseFileError, match="OneDrive copies that folder"):
        opened(tmp_path / "OneDrive")

    assert not (tmp_path / "OneDrive").exists()


def test_opening_on_a_network_drive_says_the_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(why_not_here, "__defaults__", (*why_not_here.__defaults__[:1], lambda _: "nfs4", *why_not_here.__defaults__[2:]))

    with pytest.raises(CaseFileError, match="network folder \\(nfs4\\)"):
        opened(tmp_path)


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("win32", {"LOCALAPPDATA": "/c/Local"}, "/c/Local/Redline/cases.redline"),
        ("win32", {}, "/home-of-jo/AppData/Local/Redline/cases.redline"),
        ("darwin", {}, "/home-of-jo/Library/Application Support/Redline/cases.redline"),
        ("linux", {}, "/home-of-jo/.local/share/redline/cases.redline"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/redline/cases.redline"),
        ("linux", {"XDG_DATA_HOME": "relative"}, "/home-of-jo/.local/share/redline/cases.redline"),
    ],
)
def test_the_default_is_the_local_application_data_of_each_platform(platform, environment, expected):
    assert default_path(platform, environment, Path("/home-of-jo")) == Path(PurePosixPath(expected))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes; local application data is the user's alone there")
def test_a_folder_that_is_made_for_the_case_file_is_the_users_alone(tmp_path):
    with opened(tmp_path / "made"):
        assert stat.S_IMODE((tmp_path / "made").stat().st_mode) == 0o700
