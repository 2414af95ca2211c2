import type { PeerCertificate, TLSSocket } from 'node:tls';

/** What a certificate says of itself, cut to size: a stranger wrote it, and a person will read it. */
export interface CertificateFacts {
  /** Whom it was issued to, and by. */
  readonly subject: string;
  /** Empty where nobody is named, as is the authority. */
  readonly issuer: string;
  /** Who stands behind the issuer: the authority that would have to be trusted. The issuer itself in the simple case. */
  readonly authority: string;
  /** Host names and addresses that it is for; at most {@link MAX_NAMES}. */
  readonly names: readonly string[];
  /** ISO 8601: when it and all that the server sent to vouch for it are valid. */
  readonly validFrom: string | undefined;
  readonly validTo: string | undefined;
}

const MAX_NAMES = 8;
const MAX_LENGTH = 100;
const MAX_CHAIN = 8;

/**
 * Remembers the certificate of a handshake that may yet be refused.
 *
 * Node checks a certificate when the handshake is over, in its listener to the socket's `secure`, and by the time it
 * reports the refusal the certificate is gone; its error carries one for a wrong name only. So this listens before
 * Node does and only reads: verification stays Node's, and untouched. (`secure` is not in Node's documentation. Were it
 * not fired one day, only these facts would be missing. The alternatives are a second handshake without verification,
 * which may meet another server, or no verification by Node and one of our own, which would be ours to get right.)
 */
export function rememberCertificate(socket: TLSSocket): () => CertificateFacts | undefined {
  let facts: CertificateFacts | undefined;
  socket.prependOnceListener('secure', () => {
    // Node's own check comes next and must come: nothing in here may throw.
    try {
      facts = certificateFacts(socket.getPeerCertificate(true));
    } catch {
      facts = undefined;
    }
  });
  return () => facts;
}

/** The facts of a certificate as Node gives it; undefined for none. */
export function certificateFacts(certificate: PeerCertificate): CertificateFacts | undefined {
  // Node gives an empty object where there is none.
  if ((certificate as Partial<PeerCertificate>).subject === undefined) return undefined;
  const chain = [certificate];
  let top = certificate;
  while (chain.length < MAX_CHAIN) {
    const next = (top as Partial<{ issuerCertificate: PeerCertificate }>).issuerCertificate;
    if (next === undefined || next === top) break;
    chain.push((top = next));
  }
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    authority: nameOf(top.issuer),
    names: namesOf(certificate.subjectaltname),
    validFrom: isoDates(chain.map((each) => each.valid_from)).at(-1),
    validTo: isoDates(chain.map((each) => each.valid_to))[0],
  };
}

/** The most telling part of a distinguished name; a part that occurs twice is an array. */
function nameOf(name: PeerCertificate['subject'] | undefined): string {
  const parts = (name ?? {}) as Readonly<Record<string, string | string[] | undefined>>;
  const given = parts['CN'] ?? parts['O'] ?? parts['OU'] ?? Object.values(parts)[0];
  const first = Array.isArray(given) ? given[0] : given;
  return clean(first ?? '');
}

/** `DNS:a.example, IP Address:127.0.0.1`; Node puts a name with anything odd in it into JSON's quotes. */
function namesOf(subjectAltName: string | undefined): string[] {
  const names = (subjectAltName ?? '').matchAll(/(?:DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,]*)/g);
  return [...names].slice(0, MAX_NAMES).flatMap(([, name]) => clean(name ?? '') || []);
}

/** The earliest first; what is no date is left out. */
function isoDates(texts: readonly (string | undefined)[]): string[] {
  const times = texts.map((text) => Date.parse(text ?? '')).filter((time) => !Number.isNaN(time));
  return times.sort((a, b) => a - b).map((time) => new Date(time).toISOString());
}

/** One line of readable characters: no control characters, nor those that turn the direction of writing. */
function clean(text: string): string {
  const readable = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return readable.length > MAX_LENGTH ? `${readable.slice(0, MAX_LENGTH - 1)}…` : readable;
}
