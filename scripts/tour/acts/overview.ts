import { CUSTOMER, MEMBER } from '../../../test/e2e/fixture.ts';
import type { Act, ReadmePicture, Stage } from '../scene.ts';

/** What of a small window a step shows. */
const part = (step: string, x: number, y: number): ReadmePicture => ({
  name: 'overview',
  step,
  layout: { width: 720, height: 420, zoom: 1, sideBar: 392 },
  clip: { x, y, width: 450, height: 215 },
});

async function fetchToken({ workbench, quickInput }: Stage): Promise<void> {
  await workbench.row(MEMBER).inlineAction('Fetch Token…');
  await quickInput.choose(/^Custom user/);
}

/** The main job in four pictures, for the head of the README. */
export const overview: Act = {
  name: 'overview',
  scenes: [
    {
      name: 'overview-connect',
      arrange: async (stage) => {
        await stage.workbench.openView('Partner Console');
        await stage.workbench.statusBarItem('Partner Console').waitFor();
        return stage.says('Connect to BotPenguin');
      },
      readme: part('Connect, or try it with sample data', 0, 65),
    },
    {
      name: 'overview-team',
      arrange: async (stage) => {
        await stage.workbench.sideBar.getByRole('button', { name: 'Try with Sample Data' }).click();
        await stage.workbench.row(CUSTOMER).expand();
        return stage.row(MEMBER);
      },
      readme: part('Open a customer to see its team', 0, 65),
    },
    {
      name: 'overview-destination',
      arrange: async (stage) => {
        await fetchToken(stage);
        return stage.offered(/Copy to Clipboard/);
      },
      readme: part('Choose the key on a member, and where its token goes', 134, 0),
    },
    {
      name: 'overview-copied',
      arrange: async (stage) => {
        await fetchToken(stage);
        await stage.quickInput.choose(/Copy to Clipboard/);
        return stage.told('Copied the custom user token');
      },
      readme: part('It is on the clipboard, and nowhere on the screen', 270, 205),
    },
  ],
};
