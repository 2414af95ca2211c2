import { t } from '../base/l10n.ts';
import { UserError } from '../base/userError.ts';

/** A program or language that a request can be written for. */
export type RequestFormat = 'bash' | 'powershell' | 'cmd' | 'fetch' | 'python' | 'http';

/** What stands where the token goes: the name of a variable that holds it, or the value itself. */
type TokenText = { readonly variable: string } | { readonly value: string };

export interface Request {
  readonly origin: string;
  /** Begins with a slash; may have a query. */
  readonly path: string;
  readonly token: TokenText;
}

/**
 * Writes a GET request as a text to paste, quoted for where it is pasted.
 * @throws UserError when the token cannot be sent in a header, or not be quoted for that shell
 */
export function requestText(format: RequestFormat, { origin, path, token }: Request): string {
  const { href } = new URL(path, origin);
  const held = 'value' in token ? token.value : undefined;
  if (held !== undefined && !/^[\x21-\x7e]+$/.test(held))
    throw new UserError(t('This token has characters in it that no header can carry. Fetch it again.'));
  const variable = 'variable' in token ? token.variable : '';
  const write = WRITERS[format];
  return write(href, held === undefined ? { variable } : { value: held });
}

type Writer = (url: string, token: TokenText) => string;

const WRITERS: Readonly<Record<RequestFormat, Writer>> = {
  bash: (url, token) => {
    const bearer =
      'value' in token
        ? inBash(`Authorization: Bearer ${token.value}`)
        : `"Authorization: Bearer \${${token.variable}}"`;
    return [`curl -sS ${inBash(url)}`, "-H 'authtype: Key'", `-H ${bearer}`].join(' \\\n  ');
  },
  powershell: (url, token) => {
    const bearer =
      'value' in token
        ? inPowerShell(`Authorization: Bearer ${token.value}`)
        : `"Authorization: Bearer \${env:${token.variable}}"`;
    return [`curl.exe -sS ${inPowerShell(url)}`, "-H 'authtype: Key'", `-H ${bearer}`].join(' `\n  ');
  },
  cmd: (url, token) => {
    const value = 'value' in token ? token.value : `%${token.variable}%`;
    return [
      `curl.exe -sS ${inCmd(url)}`,
      '-H "authtype: Key"',
      `-H ${inCmd(`Authorization: Bearer ${value}`)}`,
    ].join(' ');
  },
  fetch: (url, token) => {
    const bearer =
      'value' in token
        ? JSON.stringify(`Bearer ${token.value}`)
        : `\`Bearer \${process.env.${token.variable}}\``;
    return [
      `const response = await fetch(${JSON.stringify(url)}, {`,
      `  headers: { authtype: "Key", authorization: ${bearer} },`,
      '});',
      'console.log(response.status, await response.json());',
    ].join('\n');
  },
  python: (url, token) => {
    const bearer =
      'value' in token
        ? JSON.stringify(`Bearer ${token.value}`)
        : `"Bearer " + os.environ["${token.variable}"]`;
    return [
      'import json, os, urllib.request',
      '',
      'request = urllib.request.Request(',
      `    ${JSON.stringify(url)},`,
      `    headers={"authtype": "Key", "Authorization": ${bearer}},`,
      ')',
      'with urllib.request.urlopen(request) as response:',
      '    print(response.status, json.load(response))',
    ].join('\n');
  },
  http: (url, token) => {
    const value = 'value' in token ? token.value : `{{$processEnv ${token.variable}}}`;
    return [`GET ${url}`, 'authtype: Key', `Authorization: Bearer ${value}`, ''].join('\n');
  },
};

/** Within single quotes bash takes everything as it is, but for a single quote. */
function inBash(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Likewise; a double quote is lost on its way to a program unless it has a backslash, in every version before 7.3. */
function inPowerShell(text: string): string {
  refuse(text, '"', 'PowerShell');
  return `'${text.replaceAll("'", "''")}'`;
}

/** Typed into cmd, nothing keeps a percent sign or a double quote from being read by it or by the program. */
function inCmd(text: string): string {
  refuse(text, '"', 'cmd');
  return `"${text}"`;
}

function refuse(text: string, character: string, shell: string): void {
  if (text.includes(character))
    throw new UserError(
      t('This token has a {0} in it, which cannot be quoted for {1}. Use another format.', character, shell),
    );
}
