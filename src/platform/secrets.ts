import type { SecretStorage } from 'vscode';
import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';

/**
 * Writes a secret and reads it back: where VS Code runs in a browser, `store` resolves before anything is kept, and
 * another window may overwrite what was.
 * @throws UserError when the secret is not there afterwards.
 */
export async function writeSecret(secrets: SecretStorage, key: string, value: string): Promise<void> {
  await secrets.store(key, value);
  if ((await secrets.get(key)) !== value) {
    throw new UserError(
      t(
        "VS Code's secret storage did not keep the value. Nothing was saved: reload the window and try again.",
      ),
    );
  }
}

/** The names of all secrets of this extension; undefined where VS Code cannot tell. */
export async function listSecrets(secrets: SecretStorage): Promise<readonly string[] | undefined> {
  try {
    return await secrets.keys();
  } catch {
    return undefined;
  }
}
