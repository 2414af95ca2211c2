import type { MemberRecord } from '../src/emulator/wire.ts';

/** A number from 0 up to, not including, a limit; the same ones in every run. */
function draws(): (limit: number) => number {
  let state = 42;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

const withoutAccents = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '');
const wordsOf = (text: string) => text.split(/[\s(),-]+/).filter((word) => word !== '');

/** As the emulator has them. */
export type Person = Pick<MemberRecord, 'name' | 'contact'> & { readonly customer: string };

/** What people type who look for somebody, from the first letter on, the whole of it or a part, and also wrongly. */
const KINDS: readonly ((person: Person, draw: (limit: number) => number) => string)[] = [
  ({ name }) => name.slice(0, 1),
  ({ name }) => name.slice(0, 3),
  ({ name }) => wordsOf(name).at(-1)?.slice(0, 5) ?? name,
  ({ name }) => name,
  ({ name }) => withoutAccents(name).toLowerCase(),
  ({ contact }) => contact.email.split('@')[0] ?? '',
  ({ contact }) => contact.email,
  ({ contact, name }) => contact.phone?.number.slice(-5) ?? name,
  ({ name, customer }) => `${wordsOf(name)[0] ?? ''} ${wordsOf(customer)[0] ?? ''}`,
  ({ name }, draw) => {
    const at = 1 + draw(Math.max(1, name.length - 1));
    return `${name.slice(0, at)}x${name.slice(at + 1)}`;
  },
];

/** Texts that find somebody of these, the kinds in turns. */
export function queriesFor(people: readonly Person[], count: number): string[] {
  const draw = draws();
  return Array.from({ length: count }, (_, nth) => {
    const person = people[draw(people.length)];
    const kind = KINDS[nth % KINDS.length];
    if (!person || !kind) throw new RangeError('nobody to look for');
    return kind(person, draw);
  });
}
