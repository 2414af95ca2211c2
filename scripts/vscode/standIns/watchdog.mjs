/**
 * Takes the place of VS Code's native watchdog. It guards against an extension host that spins and so misses that
 * its parent is gone; ours is ended with the process group of its server anyway.
 */
export function start() {
  // Nothing to watch.
}
