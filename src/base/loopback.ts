import { isIP } from 'node:net';

/** Whether a URL's host is this machine for certain: `localhost`, or an address of loopback. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' || hostname === '[::1]' || (isIP(hostname) === 4 && hostname.startsWith('127.'))
  );
}
