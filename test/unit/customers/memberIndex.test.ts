import assert from 'node:assert/strict';
import { MemberIndex } from '../../../src/customers/memberIndex.ts';

describe('MemberIndex', () => {
  let index: MemberIndex;

  beforeEach(() => {
    index = new MemberIndex();
    add('Brightwater Dental Clinics', [
      ['Olivia Clarke', 'olivia.clarke@brightwater-dental-clinics.example', '+44 5550123456'],
      ['Łukasz Béranger', 'lb7@example.com', '+48 5550999111'],
      ['Oliver Stone', 'front-desk@brightwater-dental-clinics.example', undefined],
    ]);
    add('Аптека «Ромашка»', [
      ['Ольга Коваленко', 'olha.kovalenko@apteka-romashka.example', undefined],
      ['李 小龙', 'xiaolong.li@apteka-romashka.example', undefined],
      ['Nobody', undefined, undefined],
    ]);
  });

  type Person = [name: string, email?: string | undefined, phone?: string | undefined];

  function add(customer: string, members: Person[]): void {
    index.add(
      { id: customer, name: customer },
      members.map(([name, email, phone]) => ({ id: `${customer}/${name}`, name, email, phone })),
    );
  }

  it('has everybody it had when it was asked, customer by customer, with what it knows', () => {
    add('Brightwater Dental Clinics', [['Vera Late', 'vera@example.com', undefined]]);
    const everybody = index.everybody();
    const first = everybody.next().value;
    assert.deepEqual(first, {
      customer: { id: 'Brightwater Dental Clinics', name: 'Brightwater Dental Clinics' },
      member: {
        id: 'Brightwater Dental Clinics/Olivia Clarke',
        name: 'Olivia Clarke',
        email: 'olivia.clarke@brightwater-dental-clinics.example',
        phone: '+44 5550123456',
      },
    });
    add('Another', [['Too Late']]);
    const names = Array.from(everybody, ({ member }) => member.name);
    assert.deepEqual(names, [
      ...['Łukasz Béranger', 'Oliver Stone', 'Vera Late'],
      ...['Ольга Коваленко', '李 小龙', 'Nobody'],
    ]);
  });

  function found(text: string, limit = 10): string[] {
    return index.search(text, limit).map(({ member }) => member.name);
  }

  const cases: [about: string, text: string, names: string[]][] = [
    ['the beginning of a name', 'clar', ['Olivia Clarke']],
    ['the middle of a word', 'arke', ['Olivia Clarke']],
    ['another case and no accents', 'LUKASZ beranger', ['Łukasz Béranger']],
    ['accents where there are none', 'Ölívia', ['Olivia Clarke']],
    ['words in any order', 'clarke oliv', ['Olivia Clarke']],
    ['a letter too much', 'claarke', ['Olivia Clarke']],
    ['a letter missing', 'beraner', ['Łukasz Béranger']],
    ['a wrong letter in half a name', 'bexang', ['Łukasz Béranger']],
    ['two letters swapped', 'kovlaenko', ['Ольга Коваленко']],
    ['a wrong letter in another script', 'ковалинко', ['Ольга Коваленко']],
    ['part of a name without spaces', '小龙', ['李 小龙']],
    ['a mailbox', 'front-desk@', ['Oliver Stone']],
    ['a mailbox and half a host', 'xiaolong.li@apteka', ['李 小龙']],
    ['a customer and a name', 'bright oliver', ['Oliver Stone']],
    ['the last digits of a phone number', '3456', ['Olivia Clarke']],
    ['digits as they are grouped somewhere', '+44 (555) 012-34 56', ['Olivia Clarke']],
    ['a name and digits', 'olivia 123', ['Olivia Clarke']],
    ['a name and the digits of somebody else', 'olivia 999', []],
    ['nothing', '', []],
    ['nothing that could stand in a name', ' @ . ', []],
    ['what nobody is called', 'zzzzz', []],
    ['what would be a pattern', '(((.*', []],
  ];
  for (const [about, text, names] of cases) {
    it(`finds by ${about}`, () => {
      assert.deepEqual(new Set(found(text)), new Set(names));
    });
  }

  it('finds a whole team by its customer', () => {
    assert.equal(found('romashka').length, 2, 'by the host of their addresses');
    assert.equal(found('ромашка').length, 3);
  });

  it('has the best first: whole words, then beginnings, then the rest, then misspelled ones', () => {
    add('Order', [['Marthe Low'], ['Amarta Xu'], ['Martan Doe'], ['Marta Roe']]);
    assert.deepEqual(found('marta'), ['Marta Roe', 'Martan Doe', 'Amarta Xu', 'Marthe Low']);
    assert.deepEqual(found('marta', 2), ['Marta Roe', 'Martan Doe']);
  });

  it('finds by one letter, and who begins with it first', () => {
    assert.deepEqual(found('o', 2), ['Olivia Clarke', 'Oliver Stone']);
  });

  it('has those of a name before those of a customer of that name', () => {
    add('Roe', [['First']]);
    add('Other', [['Roe']]);
    assert.deepEqual(found('roe'), ['Roe', 'First']);
  });

  it('tells all of a hit, and absent for absent', () => {
    const [hit] = index.search('nobody', 1);
    assert.deepEqual(hit, {
      customer: { id: 'Аптека «Ромашка»', name: 'Аптека «Ромашка»' },
      member: { id: 'Аптека «Ромашка»/Nobody', name: 'Nobody', email: undefined, phone: undefined },
    });
    assert.equal(index.search('olivia', 1)[0]?.member.phone, '+44 5550123456');
  });

  it('grows while it is searched', () => {
    assert.deepEqual(found('newcomer'), []);
    for (let nth = 0; nth < 3000; nth += 1) add(`Customer ${nth}`, [[`Newcomer ${nth}`]]);
    assert.equal(index.size, 3006);
    assert.deepEqual(found('newcomer 2999'), ['Newcomer 2999']);
  });
});
