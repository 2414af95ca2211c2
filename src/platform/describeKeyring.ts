import type { KeyringHealth } from './keyring.ts';

/** Where VS Code's window runs, as far as it decides how secrets are kept. */
export type KeyringPlace = 'linux' | 'browser' | 'other';

/** Why a secret is missing, to follow "… is not in the secret storage"; undefined where nothing is known. */
export function reasonFor(health: KeyringHealth): string | undefined {
  switch (health) {
    case 'kept':
      return undefined;
    case 'sessionOnly':
      return 'here VS Code keeps secrets only until it is closed';
    case 'gone':
      return 'all secrets have vanished from it';
    case 'unreadable':
      return 'VS Code cannot decrypt what it stored';
  }
}

/** What happened to all secrets, and what to do about it; undefined where all is well. */
export function adviceFor(health: KeyringHealth, place: KeyringPlace): string | undefined {
  const what = WHAT[health];
  return what && [what, WHAT_NOW[place][health], 'Your connections and their settings are kept.'].join(' ');
}

const WHAT: Readonly<Record<KeyringHealth, string | undefined>> = {
  kept: undefined,
  sessionOnly: 'VS Code keeps secrets only until it is closed, so partner keys and saved tokens are gone.',
  gone: 'All secrets have vanished from VS Code, partner keys and saved tokens among them.',
  unreadable: 'VS Code cannot decrypt the secrets that it stored, partner keys and saved tokens among them.',
};

const LINUX =
  'Install and unlock a keyring, such as gnome-keyring or KWallet; if VS Code does not find it, start it with --password-store=gnome-libsecret, or kwallet6. Then enter the keys again.';
const ENTER_AGAIN = 'Enter the keys again.';

const WHAT_NOW: Readonly<Record<KeyringPlace, Readonly<Record<KeyringHealth, string>>>> = {
  linux: {
    kept: '',
    sessionOnly: LINUX,
    gone: `Was the keyring reset or replaced? ${LINUX}`,
    unreadable: `Was the keyring locked, reset or replaced? ${LINUX}`,
  },
  browser: {
    kept: '',
    sessionOnly:
      "Allow this site to store data in the browser beyond its window's end, then enter the keys again.",
    gone: `Was the data of this site deleted in the browser? ${ENTER_AGAIN}`,
    unreadable: `The server's key for them has probably changed. ${ENTER_AGAIN}`,
  },
  other: {
    kept: '',
    sessionOnly: 'Start VS Code without --use-inmemory-secretstorage, then enter the keys again.',
    gone: `Was VS Code's data deleted or moved from another computer? ${ENTER_AGAIN}`,
    unreadable: `Was VS Code's data moved from another computer or account? ${ENTER_AGAIN}`,
  },
};
