import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509';

/** A key and its certificate, as PEM: what a TLS server needs. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

export interface CertificateOptions {
  /** Host names; an entry with `ip:` before it is an address. */
  readonly names: readonly string[];
  /** The subject's common name; by default the first of the names. */
  readonly subject?: string;
  /** Days from now at which it begins and ends to be valid. Default -1 and 1. */
  readonly days?: readonly [from: number, to: number];
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const DAY_MS = 24 * 60 * 60 * 1000;

/** An authority of a test's own, which nobody trusts unless told to. */
export class Authority {
  readonly name: string;
  readonly #certificate: X509Certificate;
  readonly #keys: webcrypto.CryptoKeyPair;

  private constructor(name: string, certificate: X509Certificate, keys: webcrypto.CryptoKeyPair) {
    this.name = name;
    this.#certificate = certificate;
    this.#keys = keys;
  }

  static async make(name: string, days: CertificateOptions['days'] = [-1, 1]): Promise<Authority> {
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.createSelfSigned({
      name: `CN=${name}`,
      ...validity(days),
      keys,
      signingAlgorithm: ALGORITHM,
      extensions: [new BasicConstraintsExtension(true, undefined, true)],
    });
    return new Authority(name, certificate, keys);
  }

  get pem(): string {
    return this.#certificate.toString('pem');
  }

  /** Makes a certificate for a server. */
  async issue({ names, subject, days }: CertificateOptions): Promise<ServerCertificate> {
    const keys = await newKeys();
    const certificate = await X509CertificateGenerator.create({
      subject: `CN=${subject ?? names[0] ?? 'nobody'}`,
      issuer: this.#certificate.subject,
      ...validity(days),
      publicKey: keys.publicKey,
      signingKey: this.#keys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [alternativeNames(names)],
    });
    return { cert: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
  }
}

/** What tests in another process need: the PEM of an authority to trust, and servers' certificates for one name. */
export interface CertificateFile {
  readonly authority: string;
  readonly trusted: ServerCertificate;
  readonly untrusted: ServerCertificate;
}

export async function certificatesFor(name: string): Promise<CertificateFile> {
  const authority = await Authority.make('Authority of the Tests');
  const stranger = await Authority.make('Corporate Inspection CA');
  return {
    authority: authority.pem,
    trusted: await authority.issue({ names: [name] }),
    untrusted: await stranger.issue({ names: [name] }),
  };
}

/** A certificate that vouches for itself. */
export async function selfSigned({ names, subject, days }: CertificateOptions): Promise<ServerCertificate> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${subject ?? names[0] ?? 'nobody'}`,
    ...validity(days),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [alternativeNames(names)],
  });
  return { cert: certificate.toString('pem'), key: await pemOf(keys.privateKey) };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const base64 = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${base64.replaceAll(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
}

function validity([from, to]: readonly [number, number] = [-1, 1]): { notBefore: Date; notAfter: Date } {
  return { notBefore: new Date(Date.now() + from * DAY_MS), notAfter: new Date(Date.now() + to * DAY_MS) };
}

function alternativeNames(names: readonly string[]): SubjectAlternativeNameExtension {
  return new SubjectAlternativeNameExtension(
    names.map((name) =>
      name.startsWith('ip:') ? { type: 'ip', value: name.slice(3) } : { type: 'dns', value: name },
    ),
  );
}
