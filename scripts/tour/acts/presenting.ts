import { MEMBER } from '../../../test/e2e/fixture.ts';
import type { Act, Stage } from '../scene.ts';
import { openTeam, saveTokenOf } from './opened.ts';

const aMember = ({ workbench }: Stage) => workbench.row(/^\s*Member [A-Z2-9]{4}\s*$/);

/** With names masked. */
export const presenting: Act = {
  name: 'presentation mode',
  prepare: async (stage) => {
    await openTeam(stage);
    await saveTokenOf(stage, MEMBER, /^Custom user/);
    await stage.told('Saved the custom user token');
    await stage.workbench.expandView('Saved Tokens');
    await stage.clear();
  },
  scenes: [
    {
      name: 'presenting-on',
      arrange: async (stage) => {
        if (await aMember(stage).locator.isVisible()) await stage.run('Turn Off Presentation Mode');
        await stage.workbench.row(MEMBER).waitFor();
        await stage.run('Turn On Presentation Mode');
        await aMember(stage).waitFor();
        return stage.told('Presentation mode is on');
      },
    },
    {
      name: 'presenting',
      arrange: async (stage) => {
        await aMember(stage).waitFor();
        return aMember(stage).locator;
      },
      readme: {
        name: 'tour/presentation',
        layout: { width: 720, height: 460, zoom: 1, sideBar: 392 },
        clip: { x: 48, y: 65, width: 400, height: 130 },
      },
    },
    {
      name: 'presenting-details',
      arrange: async (stage) => {
        await aMember(stage).menuAction('Show Details');
        return stage.reads(/^Member/);
      },
    },
    {
      name: 'presenting-refusal',
      arrange: async (stage) => {
        await stage.workbench.row(/^\s*Customer [A-Z2-9]{4}\s*$/).menuAction('Edit Customer…');
        return stage.told('Turn off presentation mode to edit a customer');
      },
    },
  ],
};
