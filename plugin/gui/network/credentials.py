"""What signs requests to the back office: a token or a sign-in, kept in QGIS's authentication store and nowhere else."""

from __future__ import annotations

from qgis.core import QgsApplication, QgsAuthMethodConfig
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

#: The authentication method that puts a header on a request; QGIS has it since 3.22.
_METHOD = "APIHeader"
#: The method that signs people in at an identity provider (OAuth 2, OpenID Connect), in the browser where the provider asks for that.
_SIGN_IN = "OAuth2"
#: The method of a user and a password, which QGIS's providers of databases take.
_LOGIN = "Basic"

_LOCKED = "The stored credentials are locked: QGIS's master password was not given."
_NOT_SIGNED_IN = (
    "You are not signed in: your council's sign-in was not completed. Update to sign in, or look at the credentials in the settings."
)
_OF_ANOTHER = (
    "The stored credentials are for {given_for}, and the settings now name {address}: nothing was sent. Choose the credentials of that "
    "back office in the settings."
)


def unlock_credentials(authcfg: str, address: str = "") -> bool:
    """Have QGIS ask for its master password now, and sign in where the credentials ask for that, on the GUI thread, before a task needs
    them; whether both were given."""
    return not why_locked(authcfg, address)


def why_locked(authcfg: str, address: str = "") -> str:
    """The same; a sentence on what was not given, "" where the credentials can be used. Waits for the officer while QGIS goes on.

    Credentials that name the resource that they are for are not used for another ``address``, whatever the settings say by now.
    """
    if not authcfg:
        return ""
    elsewhere = of_another(authcfg, address)
    if elsewhere:
        return elsewhere
    if not _is_open():
        return _LOCKED
    if is_sign_in(authcfg):
        # A request that goes nowhere: only signing it makes QGIS sign in, or renew a sign-in that has run out
        done, _ = QgsApplication.authManager().updateNetworkRequest(QNetworkRequest(QUrl("https://sign-in.invalid/")), authcfg)
        return "" if done else _NOT_SIGNED_IN
    return ""


def of_another(authcfg: str, address: str) -> str:
    """A sentence where credentials are for another server than the settings name by now, else ""."""
    given_for = _given_for(authcfg) if authcfg and address else ""
    if not given_for or given_for == origin_of(address):
        return ""
    return _OF_ANOTHER.format(given_for=given_for, address=origin_of(address) or address)


def origin_of(address: str) -> str:
    """The server that an address means, "" where it is none that may be asked."""
    from ...backoffice.origin import origin_typed
    from ...domain.errors import RedlineError

    try:
        return str(origin_typed(address))
    except RedlineError:
        return ""


def _given_for(authcfg: str) -> str:
    """The server that credentials name as their resource, "" where they name none."""
    config = QgsApplication.authManager().availableAuthMethodConfigs().get(authcfg)
    return origin_of(config.uri()) if config is not None and config.uri() else ""


def is_sign_in(authcfg: str) -> bool:
    """Whether these credentials sign a person in, rather than bearing a token."""
    return bool(authcfg) and str(QgsApplication.authManager().configAuthMethodKey(authcfg)) == _SIGN_IN


def credentials_words(authcfg: str) -> str:
    """What signs requests, for the person who sets it: nothing of what is secret in it."""
    if not has_credentials(authcfg):
        return "without credentials yet: choose or add them"
    config = QgsApplication.authManager().availableAuthMethodConfigs().get(authcfg)
    name = config.name() if config is not None else authcfg
    return f"with {'the sign-in' if is_sign_in(authcfg) else 'the stored credentials'} “{name}”"


def store_token(token: str, address: str, authcfg: str = "") -> str:
    """Keep a token for a back office and give the id of the configuration, "" where QGIS refused; ``authcfg`` is replaced."""
    manager = QgsApplication.authManager()
    if not _is_open():
        return ""
    config = QgsAuthMethodConfig(_METHOD)
    config.setName(f"Redline, {address}")
    config.setUri(address)
    config.setConfigMap({"Authorization": f"Bearer {token.strip()}"})
    if authcfg and authcfg in manager.configIds() and not is_sign_in(authcfg):
        config.setId(authcfg)
        return authcfg if manager.updateAuthenticationConfig(config) else ""
    return _stored(config)


def store_login(user: str, password: str, server: str) -> str:
    """Keep who opens a team's database and give the id of the configuration, "" where QGIS refused. ``server`` is how people know it."""
    if not _is_open():
        return ""
    config = QgsAuthMethodConfig(_LOGIN)
    config.setName(f"Redline, {user} at {server}")
    config.setConfigMap({"username": user, "password": password})
    return _stored(config)


def _is_open() -> bool:
    """Whether QGIS's store can be used, which asks for the master password where it was not given yet."""
    manager = QgsApplication.authManager()
    return bool(manager.masterPasswordIsSet() or manager.setMasterPassword(True))


def _stored(config: QgsAuthMethodConfig) -> str:
    done = QgsApplication.authManager().storeAuthenticationConfig(config)
    return str(config.id()) if (done[0] if isinstance(done, tuple) else done) else ""


def has_credentials(authcfg: str) -> bool:
    """Whether the store has a configuration of that id."""
    return bool(authcfg) and authcfg in QgsApplication.authManager().configIds()
