import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

interface Trust {
  /** Node gives the same list until somebody replaces it. */
  readonly node: readonly string[];
  readonly context: SecureContext;
}

const known = new Map<boolean, Trust>();

/**
 * The authorities that connections trust: those that Node brings, with what NODE_EXTRA_CA_CERTS adds; and, where asked
 * for, those of the operating system as well. Made once, when first asked for, since reading the system's takes up to
 * 70 ms, on some systems more, and making a context of 400 certificates 15 ms. The process keeps it: an authority that
 * is installed later is known after VS Code's next start.
 */
export function trusted(systemsToo: boolean): SecureContext {
  const node = getCACertificates('default');
  const before = known.get(systemsToo);
  if (before?.node === node) return before.context;
  const systems = systemsToo ? onlyOfSystem(node) : [];
  // Without the system's, the context that Node makes for itself is the same and is there at once.
  const nodes = (): SecureContext => (systemsToo ? trusted(false) : createSecureContext());
  const context = systems.length > 0 ? createSecureContext({ ca: [...node, ...systems] }) : nodes();
  known.set(systemsToo, { node, context });
  return context;
}

function onlyOfSystem(node: readonly string[]): string[] {
  try {
    const there = new Set(node);
    return [...new Set(getCACertificates('system'))].filter((certificate) => !there.has(certificate));
  } catch {
    // A store that cannot be read adds nothing; a host that needs it then fails with its own explanation.
    return [];
  }
}
