/** One way to break a promise of SECURITY.md; the test that the page names must fail then. */
export interface Sabotage {
  /** The test's title, as the page has it. */
  readonly test: string;
  readonly file: string;
  /** Stands once in the file. */
  readonly find: string;
  readonly replace: string;
}

export const SABOTAGE: readonly Sabotage[] = [
  {
    test: 'does not hand a key out for another origin than the one it was given for',
    file: 'src/connections/connectionStore.ts',
    find: 'if (record && record.origin !== connection.origin) {',
    replace: "if (record?.origin === '') {",
  },
  {
    test: 'follows no redirect',
    file: 'src/api/fetchTransport.ts',
    find: "redirect: 'manual'",
    replace: "redirect: 'follow'",
  },
  {
    test: 'names no host in which a credential could stand, in parts or whole',
    file: 'src/api/refusal.ts',
    find: 'own || (short && !reflected)',
    replace: 'own || short || !reflected',
  },
  {
    test: 'takes plain http for loopback only',
    file: 'src/connections/connection.ts',
    find: "url.protocol !== 'https:' && !(",
    replace: "url.protocol === 'ftp:' && !(",
  },
  {
    test: 'refuses what is no URL, another scheme, or carries a user',
    file: 'src/connections/connection.ts',
    find: "if (url.username !== '' || url.password !== '') {",
    replace: "if (url.href === '') {",
  },
  {
    test: 'are refused an authority that nobody trusts, and told its name and whom it vouches for',
    file: 'src/api/undiciConnect.ts',
    find: 'const verify = proxy === undefined || verifyThroughProxy;',
    replace: 'const verify = proxy !== undefined && verifyThroughProxy;',
  },
  {
    test: 'are verified although the user has switched that off for proxies',
    file: 'src/api/undiciConnect.ts',
    find: 'const verify = proxy === undefined || verifyThroughProxy;',
    replace: 'const verify = verifyThroughProxy;',
  },
  {
    test: 'stay refused when they are made again, and are not talked out of it by the environment',
    file: 'src/api/dial.ts',
    find: 'rejectUnauthorized: options.tls.verify,',
    replace: '...(!options.tls.verify && { rejectUnauthorized: false }),',
  },
  {
    test: 'go through a tunnel, so that the proxy sees name and port of the host and nothing else',
    file: 'src/api/undiciConnect.ts',
    find: '          host: this.#authority,\n',
    replace: "          host: this.#authority,\n          'x-asked-for': 'a key',\n",
  },
  {
    test: 'never goes around a proxy that it cannot use, and says why without its value',
    file: 'src/platform/proxy.ts',
    find: "    kind: 'unusable',\n    why,\n    knownToVSCode,\n    problem,\n",
    replace: "    kind: 'direct',\n    why,\n",
  },
  {
    test: 'goes directly when proxy support is off, and to this machine whatever is configured',
    file: 'src/platform/proxy.ts',
    find: 'return isLoopback(name) ||',
    replace: 'return',
  },
  {
    test: "is never a workspace's",
    file: 'src/platform/userValue.ts',
    find: '  return own ?? defaultValue;',
    replace:
      '  return (inspected as { workspaceValue?: unknown } | undefined)?.workspaceValue ?? own ?? defaultValue;',
  },
  {
    test: 'agree on settings, of which a workspace can change none',
    file: 'package.json',
    find: '"partnerConsole.network.transport": {\n          "type": "string",\n          "scope": "application"',
    replace:
      '"partnerConsole.network.transport": {\n          "type": "string",\n          "scope": "window"',
  },
  {
    test: 'keeps the key in a secret of its own and out of the row',
    file: 'src/connections/connectionStore.ts',
    find: "await this.#settle(id, connection, 'added');",
    replace: "await this.#settle(id, { ...connection, key } as never, 'added');",
  },
  {
    test: 'keeps a value in the secret storage under an opaque id, and only there',
    file: 'src/tokens/vaultWork.ts',
    find: 'await this.#rows.write([...others, kept]);',
    replace: 'await this.#rows.write([...others, { ...kept, value } as never]);',
  },
  {
    test: 'keeps the row when the key is lost or unreadable',
    file: 'src/connections/connectionStore.ts',
    find: '    return record?.key;',
    replace: '    if (!record) await this.remove(connection.id);\n    return record?.key;',
  },
  {
    test: 'keeps the row of a value that was lost or cannot be read',
    file: 'src/tokens/tokenVault.ts',
    find: 'if (value === undefined) await this.#lookAt(id);',
    replace: 'if (value === undefined) await this.forget(id);',
  },
  {
    test: 'does not take what another window forgot for lost, and saves it anew under another id',
    file: 'src/tokens/tokenSecrets.ts',
    find: 'await this.#secrets.store(forgottenEntry(id), new Date().toISOString());',
    replace: '',
  },
  {
    test: 'takes a value back when its time is up, and counts down to it',
    file: 'src/tokens/secretClipboard.ts',
    find: "if (held === 'ours') await",
    replace: "if (held === 'other') await",
  },
  {
    test: 'leaves alone what was copied meanwhile',
    file: 'src/tokens/secretClipboard.ts',
    find: "? 'ours' : 'other'",
    replace: "? 'ours' : 'ours'",
  },
  {
    test: 'asks before another value is replaced, before anything is written, and names key and folder',
    file: 'src/tokens/writeEnv.ts',
    find: 'if (others.length > 0 &&',
    replace: 'if (others.length < 0 &&',
  },
  {
    test: 'keeps what was done, by ids, over a restart',
    file: 'src/tokens/activity.ts',
    find: 'subjects.map(({ connectionId, userId, type }): ActivityEntry => ({',
    replace: 'subjects.map(({ connectionId, userId, type, ...more }): ActivityEntry => ({ ...more,',
  },
  {
    test: 'shows nothing of the text of an error nobody foresaw',
    file: 'src/platform/describeError.ts',
    find: "The log says where.', kind)",
    replace: "The log says where.', String(error))",
  },
  {
    test: 'records a failure without the text of an error nobody foresaw',
    file: 'src/platform/log.ts',
    find: 'error instanceof Error ? placesOf(error) : typeof error',
    replace: "error instanceof Error ? (error.stack ?? '') : typeof error",
  },
  {
    test: 'tells of every call by path, status and outcome, and never by its credential or query',
    file: 'src/api/http.ts',
    find: 'this.#options.onCall?.({ ...call, status,',
    replace: 'this.#options.onCall?.({ ...call, path: this.#exchangeOf(request).target, status,',
  },
  {
    test: 'sends nothing more with a rejected key until it is replaced',
    file: 'src/connections/sessionHealth.ts',
    find: 'this.#rejection ??= error;',
    replace: '',
  },
  {
    test: 'refuses every write of a read-only connection before anything leaves, also one that just became it',
    file: 'src/connections/session.ts',
    find: '    if (this.connection.readOnly || latest?.readOnly !== false) throw new ReadOnly(this.connection.name);',
    replace: '    void latest;',
  },
  {
    test: 'drops an answer that comes after the user has switched',
    file: 'src/connections/session.ts',
    find: '      // An answer that comes after the end answers a question nobody asks any more.\n      either.throwIfAborted();\n',
    replace: '',
  },
  {
    test: 'is not asked of the host of another connection',
    file: 'src/tokens/fetchToken.ts',
    find: 'if (id !== owner.connectionId)',
    replace: "if (owner.connectionId === '')",
  },
  {
    test: 'is never made again if it writes',
    file: 'src/api/retry.ts',
    find: "if (effect === 'writes' || (effect === 'mayMint' && error.reached)) return undefined;",
    replace: "if (effect === 'mayMint' && error.reached) return undefined;",
  },
  {
    test: 'gets its arguments as they are, since no shell reads them',
    file: 'src/connections/runCredentialCommand.ts',
    find: 'shell: false',
    replace: 'shell: true',
  },
  {
    test: 'that fails is told of by its exit code, and not by what it printed',
    file: 'src/connections/runCredentialCommand.ts',
    find: "to see why.',\n      program,\n      code,",
    replace: "to see why.',\n      program,\n      error.message,",
  },
  {
    test: 'never has a token in it, whatever the format',
    file: 'src/customers/memberExport.ts',
    find: "value.replaceAll(TOKEN, t('[token removed]'))",
    replace: 'value',
  },
  {
    test: 'makes none where a spreadsheet takes something else for what separates fields',
    file: 'src/customers/memberExport.ts',
    find: '.replaceAll(/(?<=[,;',
    replace: '.replaceAll(/(?<=[§',
  },
  {
    test: 'brings over what the user chose, and no id, key or command',
    file: 'src/connections/connectionFile.ts',
    find: '      ...{ name, origin, label, readOnly, tokenAuthorization, createPath },',
    replace: '      ...{ ...connections[0], name, origin, label, readOnly, tokenAuthorization, createPath },',
  },
  {
    test: 'is a word that is known for it, yes or no, or that there is something',
    file: 'src/platform/settingWord.ts',
    find: "known.includes(value) ? value : 'set'",
    replace: 'known.includes(value) ? value : String(value)',
  },
  {
    test: 'listens on a free loopback port of its own, with a key of its own',
    file: 'src/emulator/server.ts',
    find: "server.listen(port, '127.0.0.1', resolve)",
    replace: "server.listen(port, '0.0.0.0', resolve)",
  },
];
