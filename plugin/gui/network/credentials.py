"""The token of the back office, kept in QGIS's authentication store and nowhere else."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsAuthMethodConfig

#: The authentication method that puts a header on a request; QGIS has it since 3.22.
_METHOD = "APIHeader"


def unlock_credentials(authcfg: str) -> bool:
    """Have QGIS ask for its master password now, on the GUI thread, where a task will need it; whether it was given."""
    manager = QgsApplication.authManager()
    if not authcfg or manager.masterPasswordIsSet():
        return True
    return bool(manager.setMasterPassword(True))


def store_token(token: str, address: str, authcfg: str = "") -> str:
    """Keep a token for a back office and give the id of the configuration, "" where QGIS refused; ``authcfg`` is replaced."""
    manager = QgsApplication.authManager()
    if not manager.masterPasswordIsSet() and not manager.setMasterPassword(True):
        return ""
    config = QgsAuthMethodConfig(_METHOD)
    config.setName(f"Redline, {address}")
    config.setConfigMap({"Authorization": f"Bearer {token.strip()}"})
    if authcfg and authcfg in manager.configIds():
        config.setId(authcfg)
        return authcfg if manager.updateAuthenticationConfig(config) else ""
    done = manager.storeAuthenticationConfig(config)
    return str(config.id()) if (done[0] if isinstance(done, tuple) else done) else ""


def has_credentials(authcfg: str) -> bool:
    """Whether the store has a configuration of that id."""
    return bool(authcfg) and authcfg in QgsApplication.authManager().configIds()
