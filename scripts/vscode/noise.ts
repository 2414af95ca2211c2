/**
 * What a workbench says on its way up and down that tells nothing about an extension. Whoever shows its
 * messages leaves these out; anything unknown is shown.
 */
const noise = [
  // Starting, reloading, stopping.
  /^Resolv(ing|ed) connection token/,
  /^Creating a socket/,
  /^\[reconnection-grace-time\]/,
  /^\[lifecycle\]/,
  /^Unload veto/,
  // The Output view, open before a reload, looks for its text before there is any.
  /^Unable to resolve resource output:/,
  /^Updating additional builtin extensions cache/,
  /^\[AgentHost/,
  /^\[AccountPolicyGate\]/,
  /^Canceled/,
  // A busy machine.
  /^Extension host \(Remote\) is (un)?responsive/,
  /^Creation of workbench contribution/,
  // code-server would serve this file, VS Code's server alone does not.
  /^\[Service Worker\] registration/,
  // TypeScript is not among what the oldest one brings.
  /Could not find bundled tsserver\.js/,
  // The network that nothing here needs.
  /from gallery as it is disabled/,
  /net::ERR_/,
  /ENOTFOUND/,
  /^Timed out waiting for authentication provider/,
  /Failed to fetch/,
];

export function isNoise(message: string): boolean {
  return noise.some((pattern) => pattern.test(message));
}
