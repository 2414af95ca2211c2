import assert from 'node:assert/strict';
import fc from 'fast-check';
import { customerChanges, newCustomer } from '../../../src/api/customers.ts';
import {
  EMPTY_DRAFT,
  problemWithAttribute,
  problemWithEmail,
  problemWithLimit,
  problemWithName,
  problemWithPassword,
  toChanges,
  toNewCustomer,
  type EditDraft,
} from '../../../src/customers/customerDraft.ts';
import { newPassword } from '../../../src/customers/password.ts';

describe('the draft of a customer', () => {
  it('lets nothing through that the client would not send', () => {
    const part = fc.string({ unit: fc.constantFrom(...Array.from('aB9.-_+\'@ é"')) });
    const email = fc.oneof(
      fc.emailAddress(),
      fc.tuple(part, part, part).map(([a, b, c]) => `${a}@${b}.${c}`),
    );
    fc.assert(
      fc.property(email, fc.string(), fc.string(), fc.string(), (address, name, typed, limit) => {
        const fine =
          problemWithEmail(address) ??
          problemWithName(name) ??
          problemWithPassword(typed) ??
          problemWithLimit(limit);
        if (fine !== undefined) return;
        const draft = { ...EMPTY_DRAFT, password: 'typed' as const, name, email: address, typed, limit };
        assert.ok(newCustomer.safeParse(toNewCustomer(draft)).success, JSON.stringify(draft));
      }),
    );
  });

  for (const address of ['front.desk@harbour-bakery.example', "o'neil+a_b-c@a.b2.co", ' info@example.com ']) {
    it(`takes ${JSON.stringify(address)} for an e-mail address`, () => {
      assert.equal(problemWithEmail(address), undefined);
    });
  }
  for (const address of [
    '',
    'harbour',
    'a@b',
    'a b@c.de',
    '.a@b.de',
    'a..b@c.de',
    'a@-b.de',
    'a@b.d',
    'a@b@c.de',
  ]) {
    it(`does not take ${JSON.stringify(address)} for one`, () => {
      assert.match(problemWithEmail(address) ?? '', /Enter an e-mail address/);
    });
  }

  it('sends the password that was chosen last, as it is, and a limit only where there is one', () => {
    const draft = { ...EMPTY_DRAFT, name: ' A ', email: ' a@b.de ', generated: 'g', typed: 't t' };
    assert.deepEqual(toNewCustomer({ ...draft, password: 'typed' }), {
      name: 'A',
      email: 'a@b.de',
      password: 't t',
    });
    assert.deepEqual(toNewCustomer({ ...draft, password: 'generated', limit: ' 12 ' }), {
      name: 'A',
      email: 'a@b.de',
      password: 'g',
      limit: 12,
    });
  });

  it('changes one attribute, of the type that was typed', () => {
    const draft: EditDraft = {
      attribute: 'other',
      name: ' N ',
      email: ' e@x.de ',
      status: ' INACTIVE ',
      otherName: ' verified ',
      otherValue: 'true',
    };
    assert.deepEqual(toChanges(draft), { verified: true });
    const values: [string, unknown][] = [
      ['12', 12],
      ['"12"', '12'],
      ['v2', 'v2'],
      ['{"a":1}', '{"a":1}'],
      ['null', 'null'],
    ];
    for (const [otherValue, expected] of values)
      assert.deepEqual(toChanges({ ...draft, otherValue }), { verified: expected });
    assert.deepEqual(toChanges({ ...draft, attribute: 'name' }), { name: 'N' });
    assert.deepEqual(toChanges({ ...draft, attribute: 'email' }), { username: 'e@x.de' });
    assert.deepEqual(toChanges({ ...draft, attribute: 'status' }), { status: 'INACTIVE' });
  });

  it('takes the name of an attribute that the client sends, and of no id', () => {
    for (const name of ['subscriptionType', '_department', 'a1']) {
      assert.equal(problemWithAttribute(name), undefined);
      assert.ok(customerChanges.safeParse({ [name]: 1 }).success);
    }
    for (const name of ['', 'a b', 'a.b', '1a', '_id', '__proto__']) assert.ok(problemWithAttribute(name));
  });
});

describe('a generated password', () => {
  it('has all four kinds of characters in no fixed place, and never comes twice', () => {
    const made = Array.from({ length: 2_000 }, newPassword);
    assert.equal(new Set(made).size, made.length);
    for (const password of made) {
      assert.equal(password.length, 20);
      for (const kind of [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z0-9]/]) assert.match(password, kind);
      assert.doesNotMatch(password, /[0O1lI\s"'`\\<>&]/);
    }
    const places = new Set(made.map((password) => password.search(/[^A-Za-z0-9]/)));
    assert.ok(places.size > 10, 'a symbol stands anywhere');
  });
});
