import { messageLanguage, t } from '../base/l10n.ts';
import { plainMarkdown } from '../platform/plainMarkdown.ts';
import { customerFacts, localTime, memberFacts, type Facts } from './facts.ts';
import type { CustomerRow, MemberRow } from './rows.ts';

/** All that is known of a customer or member, as a page. Values are the server's: text, and never Markdown of theirs. */
export function detailsOf(row: CustomerRow | MemberRow, connection: string, nowMs: number): string {
  const write = (iso: string | undefined) => withAge(iso, nowMs);
  const member = row.kind === 'member';
  const { name } = member ? row.member : row.customer;
  const facts = member ? memberFacts(row.member, row.customer, write) : customerFacts(row.customer, write);
  return [
    `# ${plain(name)}`,
    member
      ? t('Team member of {0}, on {1}.', plain(row.customer.name), plain(connection))
      : t('Customer, on {0}.', plain(connection)),
    table(facts),
    `_${t('As the list gave it; opened {0}.', localTime(new Date(nowMs).toISOString()) ?? '')}_`,
    '',
  ].join('\n\n');
}

function table(facts: Facts): string {
  const rows = facts.map(([name, value]) => `| ${name} | ${value ? plain(value) : '–'} |`);
  return ['| | |', '| --- | --- |', ...rows].join('\n');
}

/** Nor does the preview make a link of an address. */
function plain(text: string): string {
  return plainMarkdown(text).replaceAll('://', '\\://');
}

/** In local time and how long ago: `2 Nov 2026, 14:03, 20 days ago`. */
function withAge(iso: string | undefined, nowMs: number): string | undefined {
  const time = iso === undefined ? NaN : Date.parse(iso);
  const local = localTime(iso);
  return Number.isNaN(time) || local === undefined ? local : `${local}, ${age(nowMs - time)}`;
}

const DAY = 86_400;
const UNITS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** The largest unit of which there is more than one and a bit: `20 days ago`; of what is to come, `in 3 hours`. */
function age(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const words = new Intl.RelativeTimeFormat(messageLanguage());
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return words.format(-Math.trunc(seconds / length), unit);
  }
  return t('just now');
}
