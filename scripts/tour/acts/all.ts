import type { Act } from '../scene.ts';
import { browsing } from './browsing.ts';
import { connections } from './connections.ts';
import { customers, pages } from './customers.ts';
import { finding, replacing } from './finding.ts';
import { first } from './first.ts';
import { presenting } from './presenting.ts';
import { proxied, states } from './states.ts';
import { tokens } from './tokens.ts';
import { trouble } from './trouble.ts';
import { using } from './using.ts';

/** Together they show every view, state, question, document and kind of message. */
export const ACTS: readonly Act[] = [
  ...[first, browsing, trouble, finding, replacing, tokens, using],
  ...[states, proxied, connections, customers, pages, presenting],
];
