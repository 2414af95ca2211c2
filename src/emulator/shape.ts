import type { Answer } from './answer.ts';
import type { EmulatorSettings } from './settings.ts';
import type { Envelope, MemberRecord } from './wire.ts';

/** The usual answer as the settings want it to look. What it says stays the same. */
export function shaped({ status, body, metas }: Answer, settings: EmulatorSettings): Answer {
  const meta = metas && metaOf(metas, settings.meta);
  let envelope = meta === undefined ? body : { ...body, meta };
  if (settings.words === 'others') envelope = withOtherWords(envelope);
  if (settings.extraAttributes) envelope = withExtras(envelope);
  return { status: settings.errors === 'envelope' ? 200 : status, body: envelope };
}

function metaOf({ published, totals }: NonNullable<Answer['metas']>, wanted: EmulatorSettings['meta']) {
  return { asPublished: published, absent: undefined, emptyString: '', totals }[wanted];
}

/** A member in the shape of one published sample, whichever it has. */
export function memberIn(
  shape: EmulatorSettings['memberShape'],
  member: MemberRecord,
  { agencyId, customerId }: { readonly agencyId: string; readonly customerId: string },
): MemberRecord {
  const { assignedBots, assignedAiAgents, chatTransferPermission, maskedAttributes, ...rest } = member;
  const { _department, _businessHours, ...older } = rest;
  switch (shape) {
    case 'mixed':
      return member;
    case 'older':
      return { ...older, _parent: agencyId };
    case 'newer':
      return {
        ...older,
        assignedBots: assignedBots ?? [],
        assignedAiAgents: assignedAiAgents ?? [],
        chatTransferPermission: chatTransferPermission ?? 'ASSIGNED',
        maskedAttributes: maskedAttributes ?? [],
        _department: _department ?? [],
        ...(_businessHours !== undefined && { _businessHours }),
        _parent: customerId,
      };
  }
}

/** A word of each open list that its documentation does not have. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  status: 'ON_HOLD',
  liveAvailability: 'AWAY',
  leadsVisibility: 'TEAM',
  chatTransferPermission: 'NOBODY',
  subscriptionType: 'v3 (trial)',
  type: 'RESELLER',
};

function withOtherWords(envelope: Envelope): Envelope {
  return mapObjects(envelope, (object) => {
    const words = Object.entries(OTHER_WORDS).filter(([attribute]) => attribute in object);
    return { ...object, ...Object.fromEntries(words) };
  });
}

const EXTRAS = {
  extraText: 'Not in any documentation',
  extraNumber: -0.5,
  extraFlag: true,
  extraNothing: null,
  extraList: [1, 'two', { three: 3 }],
  extraObject: { _id: 'not an id', status: 7 },
};

function withExtras(envelope: Envelope): Envelope {
  return mapObjects(envelope, (object) => ({ ...object, ...EXTRAS }));
}

/** Changes every object inside some JSON, the innermost first. */
function mapObjects<T>(json: T, change: (object: object) => object): T;
function mapObjects(json: unknown, change: (object: object) => object): unknown {
  if (Array.isArray(json)) return json.map((element: unknown) => mapObjects(element, change));
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json).map(([name, value]) => [name, mapObjects<unknown>(value, change)]);
  return change(Object.fromEntries(entries) as object);
}
