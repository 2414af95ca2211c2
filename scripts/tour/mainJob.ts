import assert from 'node:assert/strict';
import type { Workbench } from '../../test/e2e/objects/workbench.ts';

/** A step of the main job, as a user does it with mouse and keyboard. */
export interface Step {
  /** The picture's file name. */
  readonly name: string;
  readonly says: string;
  /** Resolves when what the step says was seen to happen. */
  readonly act: (workbench: Workbench) => Promise<void>;
}

const CUSTOMER = 'Brightwater Dental Clinics';
const MEMBER = 'Olivia Clarke';
const OTHER_MEMBER = 'Hannah Ashworth';
const TOKEN_SHAPE = /^[A-Za-z0-9]{229}_[0-9a-f]{24}_c$/;

export const STEPS: readonly Step[] = [
  {
    name: 'welcome',
    says: 'Open the Partner Console: it offers to connect or to try with sample data',
    async act(workbench) {
      await workbench.openView('Partner Console');
      await workbench.sideBar.getByRole('button', { name: 'Add Connection', exact: true }).waitFor();
      await workbench.sideBar.getByRole('button', { name: 'Try with Sample Data' }).waitFor();
    },
  },
  {
    name: 'customers',
    says: 'Try with sample data: the customers appear, the status bar names the connection',
    async act(workbench) {
      await workbench.sideBar.getByRole('button', { name: 'Try with Sample Data' }).click();
      await workbench.row(CUSTOMER).waitFor();
      await workbench.statusBarItem('Sample Data').waitFor();
    },
  },
  {
    name: 'team',
    says: `Expand ${CUSTOMER}: its team members appear, ${MEMBER} online and with an e-mail address`,
    async act(workbench) {
      await workbench.row(CUSTOMER).expand();
      await workbench.row(MEMBER).waitFor();
      const { description } = await workbench.row(MEMBER).text();
      assert.match(description, /^Online · .+@/);
    },
  },
  {
    name: 'search',
    says: 'Search the team for "bennett": six are found, and the row says what it is filtered by',
    async act(workbench) {
      await workbench.row(CUSTOMER).inlineAction('Search Team Members…');
      await workbench.quickInput.waitFor('Part of a name');
      await workbench.quickInput.submit('bennett');
      await workbench.row(MEMBER).waitFor('detached');
      await workbench.row('Search: “bennett”').waitFor();
      await workbench.row(CUSTOMER).locator.getByText('search: “bennett”').waitFor();
      const found = workbench.sideBar.locator('[role=treeitem] .label-name', { hasText: /Bennett/ });
      await found.nth(5).waitFor();
      assert.equal(await found.count(), 6);
    },
  },
  {
    name: 'clear-search',
    says: 'Click the filter away: everybody is back',
    async act(workbench) {
      await workbench.row('Search: “bennett”').click();
      await workbench.row(MEMBER).waitFor();
      await workbench.row('Search: “bennett”').waitFor('detached');
    },
  },
  {
    name: 'load-more',
    says: 'Load more: the next page is added below',
    async act(workbench) {
      const more = await workbench.scrollTo('Load more members');
      assert.equal((await more.text()).description, '20 loaded');
      await more.click();
      await workbench.row('Davi Nogueira').waitFor();
      assert.equal((await (await workbench.scrollTo('Load more members')).text()).description, '40 loaded');
    },
  },
  {
    name: 'fetch-type',
    says: `Fetch the token of ${MEMBER}: the likeliest type is offered first`,
    async act(workbench) {
      const row = await workbench.scrollTo(MEMBER);
      await row.inlineAction('Fetch Token…');
      await workbench.quickInput.waitFor(`Fetch Token: ${MEMBER}`);
      assert.match((await workbench.quickInput.options())[0] ?? '', /^Agent/);
    },
  },
  {
    name: 'fetch-destination',
    says: 'Choose where it goes: the clipboard or the secret storage',
    async act(workbench) {
      await workbench.quickInput.choose(/^Custom user/);
      await workbench.quickInput.option(/Copy to Clipboard/).waitFor();
    },
  },
  {
    name: 'copied',
    says: 'Copy it: the token is on the clipboard and nowhere on the screen',
    async act(workbench) {
      const token = await workbench.copiedBy(() => workbench.quickInput.choose(/Copy to Clipboard/));
      assert.match(token, TOKEN_SHAPE);
      await workbench.notification('Copied the custom user token').waitFor();
      assert.equal((await workbench.page.content()).includes(token), false);
    },
  },
  {
    name: 'saved',
    says: `Save the token of ${OTHER_MEMBER} in the secret storage: row and status bar show it`,
    async act(workbench) {
      await workbench.row(OTHER_MEMBER).menuAction('Fetch Token into Secret Storage…');
      await workbench.quickInput.choose(/^Agent/);
      await workbench.notification('Saved the agent token').waitFor();
      await workbench.statusBarItem(/Sample Data\s+1/).waitFor();
      await workbench.row(OTHER_MEMBER).locator.getByText('token saved').waitFor();
    },
  },
  {
    name: 'copy-saved',
    says: 'Copy the saved token from the row: it is on the clipboard without a question',
    async act(workbench) {
      const token = await workbench.copiedBy(() =>
        workbench.row(OTHER_MEMBER).inlineAction('Copy Saved Token…'),
      );
      assert.match(token, TOKEN_SHAPE);
    },
  },
  {
    name: 'actions',
    says: 'Click the status bar: it offers what makes sense now',
    async act(workbench) {
      await workbench.clickStatusBarItem('Sample Data');
      await workbench.quickInput.option(/Switch Connection…/).waitFor();
    },
  },
];
