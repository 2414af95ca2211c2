/** A number in [0, 1), the next of its sequence. */
export type Random = () => number;

/** FNV-1a, finished as in MurmurHash3: texts that differ in one digit must not start similar sequences. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/** A mulberry32 generator for one thing: the same parts give the same sequence on every machine. */
export function randomFor(...parts: readonly (string | number)[]): Random {
  let state = hash(parts.join('/'));
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 0x100000000;
  };
}

/** An integer from 0 up to, not including, `limit`. */
export function below(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

export function pick<T>(random: Random, from: readonly T[]): T {
  const chosen = from[below(random, from.length)];
  if (chosen === undefined) throw new Error('Nothing to pick from.');
  return chosen;
}

/** 24 lower-case hex digits which, like a real ObjectId, begin with the seconds of their creation. */
export function objectId(createdMs: number, ...parts: readonly (string | number)[]): string {
  const seconds = Math.floor(createdMs / 1000);
  const random = randomFor(...parts);
  const word = () => below(random, 0x100000000).toString(16).padStart(8, '0');
  return seconds.toString(16).padStart(8, '0') + word() + word();
}
