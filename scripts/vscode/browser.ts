import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { run } from '../project.ts';

const variable = 'PARTNER_CONSOLE_BROWSER';

const names = [
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chromium',
  'chromium-browser',
];

/**
 * The executable of an installed Chrome, Edge or Chromium. Where none is installed and this is root on Debian, as
 * in a container, it installs the distribution's own; nothing is ever downloaded from elsewhere.
 */
export async function findBrowser(): Promise<string> {
  const chosen = process.env[variable];
  if (chosen) {
    if (!existsSync(chosen)) throw new Error(`${variable} names ${chosen}, which does not exist.`);
    return chosen;
  }
  const found = installedBrowser();
  if (found) return found;

  if (process.getuid?.() === 0 && isDebian()) {
    const installed = await installDebianPackage();
    if (installed) return installed;
  }
  throw new Error(
    `No Chrome, Edge or Chromium was found. Install one of them (on Debian: ` +
      `sudo apt-get install chromium), or set ${variable} to the path of its executable.`,
  );
}

function installedBrowser(): string | undefined {
  return [...candidates(), chromium.executablePath()].find((path) => existsSync(path));
}

/** Where installers put browsers, the stable ones first. */
function candidates(): string[] {
  if (process.platform === 'win32') {
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
      .flatMap((name) => process.env[name] ?? [])
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        join(folder, 'Chromium', 'Application', 'chrome.exe'),
      ]);
  }
  if (process.platform === 'darwin') {
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      ['Google Chrome', 'Microsoft Edge', 'Chromium'].map((name) =>
        join(folder, `${name}.app`, 'Contents', 'MacOS', name),
      ),
    );
  }
  const path = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/bin', '/snap/bin');
  return names.flatMap((name) => path.map((folder) => join(folder, name)));
}

/** Not its children: Ubuntu's package of this name holds no browser, it asks for a snap. */
function isDebian(): boolean {
  return existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

async function installDebianPackage(): Promise<string | undefined> {
  console.log("No browser is installed: installing the distribution's chromium…");
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  // Another program may be installing packages right now: a machine that has just started often is.
  const patient = ['-q', '-o', 'DPkg::Lock::Timeout=120'];
  for (const args of [
    // One source that cannot be reached fails this, and what the others say may be enough.
    ['update'],
    ['install', '-y', '--no-install-recommends', 'chromium'],
  ]) {
    await run('apt-get', [...patient, ...args], options).catch((error: unknown) => {
      console.error(String(error));
    });
  }
  return installedBrowser();
}
