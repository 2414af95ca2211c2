/** Whether the host of a URL, which writes all addresses in one way, is this machine for certain. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
