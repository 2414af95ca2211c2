/** Shells whose words for taking a value from an address are known here. */
export type Shell = 'posix' | 'fish' | 'powershell';

/** Which of those a program is; undefined where it is none, such as cmd. */
export function shellOf(path: string): Shell | undefined {
  const name = /([^/\\]+?)(?:\.exe)?$/i.exec(path)?.[1]?.toLowerCase() ?? '';
  if (['bash', 'zsh', 'sh', 'dash', 'ksh'].includes(name)) return 'posix';
  if (name === 'fish') return 'fish';
  return name === 'pwsh' || name === 'powershell' ? 'powershell' : undefined;
}

/** Reads nobody's settings, goes through no proxy, and gets the address from its input: arguments are for all to see. */
const CURL = "curl -q -fsS --noproxy '*' --max-time 10 -K -";

/**
 * The line that has a shell take a value from an address into a variable, which programs that it starts get as well.
 * It begins with a blank, which many shells take for not to be remembered; the address is of no use afterwards.
 */
export function shellLine(shell: Shell, name: string, url: string): string {
  switch (shell) {
    case 'posix':
      return ` export ${name}="$(printf 'url=%s' '${url}' | ${CURL})"`;
    case 'fish':
      return ` set -gx ${name} (printf 'url=%s' '${url}' | ${CURL})`;
    case 'powershell':
      return ` & { $web = New-Object Net.WebClient; $web.Proxy = $null; $env:${name} = $web.DownloadString('${url}') }`;
  }
}
