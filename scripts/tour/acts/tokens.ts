import { CUSTOMER, INACTIVE_TOKEN_MEMBER, MEMBER } from '../../../test/e2e/fixture.ts';
import type { Act, Scene } from '../scene.ts';
import { openTeam, saveTokenOf } from './opened.ts';

const OTHER_MEMBER = 'Samuel Patterson';
const VIEW = 'Saved Tokens';

const fetching: readonly Scene[] = [
  {
    name: 'tokens-empty',
    arrange: async (stage) => {
      await stage.workbench.expandView(VIEW);
      return stage.says('No token is saved.');
    },
  },
  {
    name: 'fetch-whose',
    arrange: async (stage) => {
      await stage.run('Fetch Token to Clipboard…');
      return stage.offered(CUSTOMER);
    },
  },
  {
    name: 'fetch-whom',
    arrange: async (stage) => {
      await stage.run('Fetch Token to Clipboard…');
      await stage.quickInput.choose(CUSTOMER);
      return stage.offered(new RegExp(MEMBER));
    },
  },
  {
    name: 'fetch-type',
    arrange: async (stage) => {
      await (await stage.workbench.scrollTo(MEMBER)).inlineAction('Fetch Token…');
      return stage.offered(/^Custom user/);
    },
  },
  {
    name: 'fetch-destination',
    arrange: async (stage) => {
      await (await stage.workbench.scrollTo(MEMBER)).inlineAction('Fetch Token…');
      await stage.quickInput.choose(/^Custom user/);
      return stage.offered(/Copy to Clipboard/);
    },
  },
  {
    name: 'fetch-wrong-type',
    arrange: async (stage) => {
      await (await stage.workbench.scrollTo(OTHER_MEMBER)).menuAction('Fetch Token to Clipboard…');
      await stage.quickInput.choose(/^Customer,/);
      return stage.told(/./);
    },
  },
  {
    name: 'copied',
    arrange: async (stage) => {
      await (await stage.workbench.scrollTo(MEMBER)).menuAction('Fetch Token to Clipboard…');
      await stage.quickInput.choose(/^Custom user/);
      return stage.told('Copied the custom user token');
    },
  },
  {
    name: 'inactive',
    arrange: async (stage) => {
      await (await stage.workbench.scrollTo(INACTIVE_TOKEN_MEMBER)).menuAction('Fetch Token to Clipboard…');
      await stage.quickInput.choose(/^Agent/);
      return stage.confirms('is not active');
    },
  },
  {
    name: 'saved',
    arrange: async (stage) => {
      await saveTokenOf(stage, MEMBER, /^Custom user/);
      return stage.told('Saved the custom user token');
    },
  },
];

const keeping: readonly Scene[] = [
  {
    name: 'tokens',
    arrange: async (stage) => {
      await saveTokenOf(stage, INACTIVE_TOKEN_MEMBER, /^Agent/);
      await stage.workbench.modal('is not active').click('Save Anyway');
      await stage.told('Saved the agent token');
      await (await stage.workbench.scrollTo(CUSTOMER)).menuAction('Fetch Token into Secret Storage…');
      await stage.told('Saved the customer token');
      await stage.clear();
      return stage.row(INACTIVE_TOKEN_MEMBER, VIEW);
    },
    readme: {
      name: 'tour/saved-tokens',
      layout: { width: 720, height: 460, zoom: 1, sideBar: 392 },
      clip: { x: 48, y: 275, width: 400, height: 150 },
    },
  },
  {
    name: 'fetch-again-or-copy',
    arrange: async (stage) => {
      await (await stage.workbench.scrollTo(MEMBER)).menuAction('Fetch Token…');
      return stage.offered(/Copy Saved Token/);
    },
  },
  {
    name: 'copy-saved-which',
    arrange: async (stage) => {
      await stage.run('Copy Saved Token…');
      return stage.offered(new RegExp(MEMBER));
    },
  },
  {
    name: 'rejected',
    arrange: async (stage) => {
      const { state } = stage.emulator;
      state.replaceToken(state.customers[0]?._id ?? '');
      await stage.run('Verify Saved Token…');
      await stage.quickInput.choose(new RegExp(`${CUSTOMER}, Customer`));
      return stage.told('The server rejects the customer token');
    },
  },
  {
    name: 'fetch-again-question',
    arrange: async (stage) => {
      await stage.run('Fetch Token Again…');
      await stage.quickInput.choose(new RegExp(MEMBER));
      return stage.confirms('again?');
    },
  },
  {
    name: 'forget-all',
    arrange: async (stage) => {
      await stage.run('Forget All Saved Tokens…');
      return stage.confirms('Forget all 3 saved tokens');
    },
  },
  {
    name: 'activity',
    arrange: async (stage) => {
      await stage.run('Show Activity');
      const cell = stage.workbench.preview.getByRole('cell', { name: 'verified' }).first();
      await cell.waitFor();
      return cell;
    },
  },
  {
    name: 'tokens-lost',
    arrange: async (stage) => {
      // Where a browser keeps the secrets of all extensions.
      await stage.page.evaluate(`localStorage.removeItem('secrets.provider')`);
      await stage.openAnew();
      await stage.workbench.expandView(VIEW);
      await stage.workbench.statusBarItem(/3 lost/).waitFor();
      return stage.row(MEMBER, VIEW);
    },
  },
];

/** Fetching and keeping tokens. */
export const tokens: Act = { name: 'tokens', prepare: openTeam, scenes: [...fetching, ...keeping] };
