import type { Disposable } from '../../src/base/disposable.ts';

type Listen = (...subscribed: unknown[]) => Disposable;

/** How many listen to each event of an object, from here on: its events are replaced by ones that count. */
export function countListeners(object: object): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const events = object as Record<string, Listen>;
  for (const name of Object.keys(object).filter((key) => key.startsWith('onDid'))) {
    const listen = events[name];
    if (typeof listen !== 'function') continue;
    const change = (by: number): void => {
      counts.set(name, (counts.get(name) ?? 0) + by);
    };
    change(0);
    events[name] = (...subscribed) => {
      const subscription = listen(...subscribed);
      let listening = true;
      change(1);
      return {
        dispose() {
          subscription.dispose();
          if (listening) change(-1);
          listening = false;
        },
      };
    };
  }
  return counts;
}
