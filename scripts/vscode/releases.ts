/** A release of VS Code, as npm has it. */
export interface Release {
  /** Of the package `code-server`. */
  readonly version: string;
  /** What the registry said of it when it was chosen: whoever serves other bytes later is refused. */
  readonly sha512: string;
  /** The Node that this VS Code comes with. Default: the one that runs this. */
  readonly node?: string;
  /** Modules that would have to be compiled, and what is put in their place. */
  readonly standIns: Readonly<Record<string, string>>;
  /** What much of the installed size is, and nothing that an extension's tests reach. */
  readonly unused: readonly string[];
  /** Dependencies that npm would clone, download or compile from elsewhere, and versions the registry has ready. */
  readonly ready?: Readonly<Record<string, string>>;
}

/** The oldest VS Code that the manifest admits, and the one that development takes. */
export const RELEASES = {
  /** VS Code 1.105.1, as no 1.105.0 was published. */
  floor: {
    version: '4.105.1',
    sha512: 'uYQwGkhOMR1/1vkuvj8oR6A03yBcWvxemR4hZdMnBLyZKreZFx4oGhUSVq9lXedXb4kc0jwtYfoeee1J0Q09bw==',
    node: '22.19.0',
    standIns: { '@vscode/spdlog': 'spdlog.mjs', 'native-watchdog': 'watchdog.mjs' },
    unused: [],
    // Without them it has no file watcher, no search and no terminal; the last two are those of the current one.
    ready: { '@parcel/watcher': '2.5.1', '@vscode/ripgrep': '1.18.0', 'node-pty': '1.2.0-beta.15' },
  },
  /** VS Code 1.139.1. */
  current: {
    version: '4.139.1',
    sha512: 'fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    standIns: { '@vscode/spdlog': 'spdlog.mjs', '@vscode/native-watchdog': 'watchdog.mjs' },
    unused: ['@github', '@devcontainers', '@microsoft/mxc-sdk'],
  },
} as const satisfies Readonly<Record<string, Release>>;

/** The package that brings Node for this machine, as the package `node` names it. */
export function nodePackage(): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}
