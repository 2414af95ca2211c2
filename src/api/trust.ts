import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';

interface Trust {
  /** Node gives the same list until somebody replaces it. */
  readonly node: readonly string[];
  readonly context: SecureContext;
}

const known = new Map<boolean, Trust>();

/**
 * The authorities that connections trust: those that Node brings, with what NODE_EXTRA_CA_CERTS adds, and those of the
 * operating system. Made once, on the first call, since reading the system's takes up to 70 ms and making a context of
 * 400 certificates 15 ms; the process keeps it, so an authority installed later is known after VS Code's next start.
 */
export function trusted(systemCertificates: boolean): SecureContext {
  const node = getCACertificates('default');
  const before = known.get(systemCertificates);
  if (before?.node === node) return before.context;
  const additional = systemCertificates ? systemsOwn(node) : [];
  // With nothing to add, the context that Node makes for itself is the same and is there at once.
  const context = createSecureContext(additional.length > 0 ? { ca: [...node, ...additional] } : {});
  known.set(systemCertificates, { node, context });
  return context;
}

function systemsOwn(node: readonly string[]): string[] {
  try {
    const there = new Set(node);
    return [...new Set(getCACertificates('system'))].filter((certificate) => !there.has(certificate));
  } catch {
    // A store that cannot be read adds nothing; a host that needs it then fails with its own explanation.
    return [];
  }
}
