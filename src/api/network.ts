/** How calls to one origin leave this machine. A new object whenever a setting changed: the client compares by identity. */
export interface Network {
  /**
   * `undici` is this client's own HTTP; `vscode` is VS Code's `fetch`, several times slower, which alone sees
   * proxies that only the operating system knows (PAC, Kerberos); `auto` is the first, and the second for a call that
   * could not connect.
   */
  readonly transport: 'auto' | 'undici' | 'vscode';
  /** Undefined to go directly, as to loopback always. */
  readonly proxy: Proxy | undefined;
  /** Why the configured proxy cannot be used, as a part of a sentence: `proxy` is undefined then, and direct is not meant. */
  readonly unusableProxy?: string | undefined;
  /** Why this way and no other, as a part of a sentence that can be shown. */
  readonly why?: string | undefined;
  /** False where the user has switched off verification for proxied calls; direct ones are always verified. */
  readonly verifyThroughProxy: boolean;
  /** Trust the authorities of the operating system besides those that come with Node. */
  readonly systemCertificates: boolean;
}

export interface Proxy {
  /** `http://host:port` or `https://host:port`, without credentials: safe to show. */
  readonly url: string;
  /** The whole value of the `Proxy-Authorization` header: a secret. */
  readonly authorization: string | undefined;
}

/** Straight to the host, trusting what Node and the system trust. */
export const DIRECT: Network = {
  transport: 'undici',
  proxy: undefined,
  verifyThroughProxy: true,
  systemCertificates: true,
};
