import assert from 'node:assert/strict';
import { availabilityOf, isActive, memberFacts, wordFor } from '../../../src/customers/facts.ts';
import type { TeamMember } from '../../../src/api/teamMembers.ts';
import type { Customer } from '../../../src/api/customers.ts';

describe('facts about customers and members', () => {
  const member = { id: '1', name: 'Ada', status: 'ACTIVE', availability: 'ONLINE' } as TeamMember;

  it('writes words of open lists as a person would', () => {
    assert.equal(wordFor('ONLINE'), 'Online');
    assert.equal(wordFor('ASSIGNED'), 'Assigned');
    assert.equal(wordFor('NOT_VERIFIED'), 'Not verified');
    assert.equal(wordFor(''), undefined);
    assert.equal(wordFor(undefined), undefined);
  });

  it('marks what is known to be inactive, whether online or not', () => {
    assert.equal(availabilityOf(member), 'online');
    assert.equal(availabilityOf({ ...member, availability: 'AWAY' }), 'offline');
    assert.equal(availabilityOf({ ...member, status: 'INACTIVE' }), 'inactive');
    assert.equal(isActive(undefined), true);
  });

  it('leaves out what is unknown and shows a timestamp it cannot read as it came', () => {
    const changed = { ...member, createdAt: 'yesterday', bots: 0, masked: '' };
    const facts = Object.fromEntries(memberFacts(changed, { name: 'Clinic' } as Customer));
    assert.equal(facts['Created'], 'yesterday');
    assert.equal(facts['Assigned bots'], '0');
    assert.equal(facts['Departments'], undefined);
    assert.equal(facts['Does not see'], undefined);
  });
});
