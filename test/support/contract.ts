import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { OpenAPIBackend, type Document, type Operation, type ValidationResult } from 'openapi-backend';
import type { Exchange } from '../../src/emulator/exchange.ts';
import type { Emulator } from '../../src/emulator/server.ts';

/** Where the contract stands. */
export const CONTRACT = fileURLToPath(new URL('../../openapi/partner-api.yaml', import.meta.url));

/**
 * Which calls an operation stands for: an extension of ours, since OpenAPI cannot say that one path and method are two
 * calls with different parameters.
 */
interface DocumentedCall {
  readonly name: string;
  /** The query parameters that make it this call: all of them, and none of the operation's other calls. */
  readonly parameters?: readonly string[];
}

type ContractOperation = Operation<Document> & { readonly 'x-calls': readonly DocumentedCall[] };
type Answer = NonNullable<Exchange['reply']>;

let loading: Promise<Contract> | undefined;

/** The document with its validators, which a process makes once. */
export function contract(): Promise<Contract> {
  loading ??= Contract.load();
  return loading;
}

/** Tells in sentences what in an exchange contradicts `openapi/partner-api.yaml`; openapi-backend finds it. */
export class Contract {
  readonly #api: OpenAPIBackend;

  private constructor(api: OpenAPIBackend) {
    this.#api = api;
  }

  static async load(): Promise<Contract> {
    const api = new OpenAPIBackend({
      definition: CONTRACT,
      // Its own check of a document knows OpenAPI 3.0 only; `npm run check:openapi` knows 3.1.
      quick: true,
      // That the schemas are schemas is for the linter, too: it would take most of the time here.
      ajvOpts: { allErrors: true, validateSchema: false },
      // The dialect of OpenAPI 3.1 instead of draft 7: a sibling of the class, with the same methods.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
      customizeAjv: (_, options) => addFormats.default(new Ajv2020(options)),
    });
    await api.init();
    // Here, where a mistake in the document fails a test, and not while an emulator is watched.
    api.validator.preCompileRequestValidators();
    api.validator.preCompileResponseValidators();
    return new Contract(api);
  }

  /** The document with all references resolved. */
  get document(): Document {
    return this.#api.definition;
  }

  get operations(): readonly ContractOperation[] {
    return this.#api.router.getOperations() as ContractOperation[];
  }

  /** What is wrong with a request, given as the emulator observes it. */
  ofRequest(exchange: Exchange): string[] {
    const { method, path, headers, body } = exchange;
    const request = { method, path, headers, query: { ...exchange.query }, ...(body !== '' && { body }) };
    const operation = this.#operationOf(exchange);
    if (!operation) return [`${method} ${path} was sent, which stands nowhere in the document`];
    const wrong = [
      ...found(this.#api.validateRequest(request, operation)),
      ...wrongBearer(operation, headers['authorization']),
      ...wrongMix(operation, exchange.query),
      ...(body === '' ? [] : wrongType(operation.requestBody, headers['content-type'])),
    ];
    return wrong.map((what) => `${method} ${operation.path} was sent against the document: ${what}`);
  }

  /** What is wrong with an answer, given with its request as the emulator observes it. */
  ofAnswer(exchange: Exchange, answer: Answer): string[] {
    const { method, path } = exchange;
    const operation = this.#operationOf(exchange);
    const body = parsed(answer.body);
    if (!operation) {
      const refused = body?.['success'] === false;
      return refused ? [] : [`${method} ${path} stands nowhere in the document and was not refused`];
    }
    const { responses } = operation;
    const status = documentedStatus(answer, body);
    const documented = responses?.[status] ?? responses?.['default'];
    const wrong = [
      ...wrongType(documented, answer.headers['content-type']),
      ...(body ? found(this.#api.validateResponse(body, operation, status)) : ['the body is no JSON object']),
    ];
    return wrong.map(
      (what) => `${method} ${operation.path} was answered (${answer.status}) against the document: ${what}`,
    );
  }

  #operationOf({ method, path, headers }: Exchange): ContractOperation | undefined {
    return this.#api.matchOperation({ method, path, headers }) as ContractOperation | undefined;
  }
}

/**
 * Watches an emulator: its answers, as far as no interceptor made them, and what was sent to it unless that is wrong on
 * purpose. Returns what throws if something contradicted the document.
 */
export async function holdToContract(
  emulator: Emulator,
  { requests }: { readonly requests: boolean },
): Promise<() => void> {
  const checks = await contract();
  const violations = new Set<string>();
  emulator.observe((exchange) => {
    const { reply, intercepted } = exchange;
    const wrong = [
      ...(requests ? checks.ofRequest(exchange) : []),
      ...(reply && !intercepted ? checks.ofAnswer(exchange, reply) : []),
    ];
    for (const sentence of wrong) violations.add(sentence);
  });
  return () => {
    const sentences = [...violations];
    violations.clear();
    if (sentences.length > 0) assert.fail(`openapi/partner-api.yaml is not kept:\n${sentences.join('\n')}`);
  };
}

function parsed(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether HTTP 200 comes with a failure is unknown; if so, `code` is what the status would have been. */
function documentedStatus({ status }: Answer, body: Readonly<Record<string, unknown>> | undefined): number {
  return status === 200 && body?.['success'] === false ? Number(body['code']) : status;
}

/** Enough to see what is wrong, where every row of a page is. */
const MOST_ERRORS = 5;

function found({ errors }: ValidationResult): string[] {
  return (errors ?? []).slice(0, MOST_ERRORS).map(({ instancePath, keyword, params, message }) => {
    const place = instancePath.slice(1).replaceAll('/', '.');
    const { missingProperty, additionalProperty } = params as Record<string, string | undefined>;
    const field = [place, missingProperty ?? additionalProperty].filter(Boolean).join('.');
    if (keyword === 'required') return `${field} is missing`;
    if (keyword === 'additionalProperties') return `${field} is not documented`;
    return `${field} ${message ?? keyword}`;
  });
}

/** All security schemes of the document are bearers; which kind of token it has to be, the emulator knows. */
function wrongBearer({ security = [] }: ContractOperation, authorization: string | undefined): string[] {
  return security.length === 0 || /^Bearer \S+$/.test(authorization ?? '')
    ? []
    : ['header.authorization is no bearer token'];
}

/** Where an operation is several calls, exactly one of them has to be meant. */
function wrongMix(operation: ContractOperation, query: Exchange['query']): string[] {
  const calls = operation['x-calls'].flatMap(({ parameters }) => (parameters ? [parameters] : []));
  const telling = new Set(calls.flat().filter((name) => name in query));
  const meant = calls.some(
    (names) => names.length === telling.size && names.every((name) => telling.has(name)),
  );
  if (calls.length === 0 || meant) return [];
  const choices = calls.map((names) => names.join(' with ')).join(', or ');
  return [`query has ${[...telling].join(', ') || 'none'} of ${choices}`];
}

/** The media type of a request's or an answer's body, parameters such as the charset aside. */
function wrongType(documented: unknown, contentType: string | undefined): string[] {
  const { content = {} } = (documented ?? {}) as { content?: Readonly<Record<string, unknown>> };
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? 'missing';
  return type in content ? [] : [`header.content-type is ${type}, not ${Object.keys(content).join(' or ')}`];
}
