import assert from 'node:assert/strict';
import { read, USAGE } from '../../../src/emulator/commandLine.ts';
import { FAULTS } from '../../../src/emulator/faults.ts';
import { CHOICES } from '../../../src/emulator/settings.ts';

const options = (...args: string[]) => read(args)?.options;

describe('emulator: command line', () => {
  it('leaves all as it is unless told', () => {
    const { options: given, ...faults } = read([])!;
    assert.deepEqual(faults, { faults: [], faultRate: 1 });
    assert.deepEqual(given, { port: 0, customers: undefined, members: undefined, seed: undefined });
  });

  it('has a flag for every switch, with each of its values', () => {
    for (const [name, values] of Object.entries(CHOICES)) {
      const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      assert.match(USAGE, new RegExp(`^  ${flag} +${values.join(', ')}$`, 'm'));
      for (const value of values) {
        const given = options(flag, String(value)) as unknown as Record<string, unknown>;
        assert.equal(given[name], value);
      }
      assert.throws(() => options(flag, 'nonsense'), {
        message: `${flag} takes one of ${values.join(', ')}.`,
      });
    }
  });

  it('reads numbers and words', () => {
    const args = ['--port=1', '--page-size=2', '--delay=3', '--customers=4', '--members=5'];
    assert.deepEqual(options(...args, '--seed', 'other', '--key', 'a-given-one'), {
      ...{ port: 1, pageSize: 2, delayMs: 3, customers: 4, members: 5 },
      ...{ seed: 'other', partnerKey: 'a-given-one' },
    });
  });

  it('reads faults and their rate, and lists them', () => {
    const names = Object.keys(FAULTS);
    const args = names.flatMap((name) => ['--fault', name]);
    assert.deepEqual(read([...args, '--fault-rate', '0.2']), {
      ...read([])!,
      faults: names,
      faultRate: 0.2,
    });
    for (const [name, [about]] of Object.entries(FAULTS)) {
      assert.ok(USAGE.split('\n').some((line) => line.trim().startsWith(`${name} `) && line.endsWith(about)));
    }
  });

  for (const [args, sentence] of [
    [['--port', 'x'], '--port takes a number from 0.'],
    [['--page-size', '0'], '--page-size takes a number from 1.'],
    [['--fault', 'toString'], 'There is no fault toString.'],
    [['--fault-rate', '1.5'], '--fault-rate takes a number from 0 to 1.'],
    [['--fault-rate', 'often'], '--fault-rate takes a number from 0 to 1.'],
  ] as const) {
    it(`says what is wrong with ${args.join(' ')}`, () => {
      assert.throws(() => read(args), { message: sentence });
    });
  }
});
