import { t } from '../base/l10n.ts';
import type { KeyringHealth } from './keyring.ts';

/** Where VS Code's window runs, as far as it decides how secrets are kept. */
export type KeyringPlace = 'linux' | 'browser' | 'other';

/** Why a secret is missing, to follow “… is not in the secret storage: ”; undefined where nothing is known. */
export function reasonFor(health: KeyringHealth): string | undefined {
  switch (health) {
    case 'kept':
      return undefined;
    case 'sessionOnly':
      return t('here VS Code keeps secrets only until it is closed');
    case 'gone':
      return t('all secrets have vanished from it');
    case 'unreadable':
      return t('VS Code cannot decrypt what it stored');
  }
}

/** What happened to all secrets, and what to do about it; undefined where all is well. */
export function adviceFor(health: KeyringHealth, place: KeyringPlace): string | undefined {
  if (health === 'kept') return undefined;
  const sentences = [whatFor(health), ...whatNow(health, place)];
  return [...sentences, t('Your connections and their settings are kept.')].join(' ');
}

type Lost = Exclude<KeyringHealth, 'kept'>;

function whatFor(health: Lost): string {
  switch (health) {
    case 'sessionOnly':
      return t('VS Code keeps secrets only until it is closed, so partner keys and saved tokens are gone.');
    case 'gone':
      return t('All secrets have vanished from VS Code, partner keys and saved tokens among them.');
    case 'unreadable':
      return t(
        'VS Code cannot decrypt the secrets that it stored, partner keys and saved tokens among them.',
      );
  }
}

function whatNow(health: Lost, place: KeyringPlace): readonly string[] {
  const again = t('Enter the keys again.');
  const keyring = t(
    'Install and unlock a keyring, such as gnome-keyring or KWallet; if VS Code does not find it, start it with --password-store=gnome-libsecret, or kwallet6. Then enter the keys again.',
  );
  const all: Readonly<Record<KeyringPlace, Readonly<Record<Lost, readonly string[]>>>> = {
    linux: {
      sessionOnly: [keyring],
      gone: [t('Was the keyring reset or replaced?'), keyring],
      unreadable: [t('Was the keyring locked, reset or replaced?'), keyring],
    },
    browser: {
      sessionOnly: [
        t("Allow this site to store data in the browser beyond its window's end, then enter the keys again."),
      ],
      gone: [t('Was the data of this site deleted in the browser?'), again],
      unreadable: [t("The server's key for them has probably changed."), again],
    },
    other: {
      sessionOnly: [t('Start VS Code without --use-inmemory-secretstorage, then enter the keys again.')],
      gone: [t("Was VS Code's data deleted or moved from another computer?"), again],
      unreadable: [t("Was VS Code's data moved from another computer or account?"), again],
    },
  };
  return all[place][health];
}
