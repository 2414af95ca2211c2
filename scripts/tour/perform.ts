import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startEmulator } from '../../src/emulator/server.ts';
import { VsCode } from '../../test/e2e/support.ts';
import {
  FOLLOWING_THE_SYSTEM,
  layOut,
  LAYOUTS,
  photograph,
  THEMES,
  wear,
  WIDE,
  type Layout,
} from './looks.ts';
import { Stage, type Act, type Scene } from './scene.ts';

/** Takes the pictures of a scene, which `layOutScene` shows in a layout. */
export type Photographer = (
  stage: Stage,
  scene: Scene,
  layOutScene: (layout: Layout) => Promise<void>,
) => Promise<void>;

/**
 * Goes through the scenes of an act in a VS Code of its own, as far as the last one that is wanted, and has those
 * photographed. Resolves to the names of those that could not be shown.
 */
export async function perform(
  act: Act,
  vsix: string,
  wanted: (scene: Scene, act: Act) => boolean,
  photographer: Photographer,
): Promise<readonly string[]> {
  const scenes = act.scenes.slice(0, act.scenes.findLastIndex((scene) => wanted(scene, act)) + 1);
  if (scenes.length === 0) return [];
  console.log(`\n${act.name}`);
  const emulator = await startEmulator(act.emulator);
  const settings = { ...QUIET, ...(await act.settings?.(emulator)) };
  const vscode = new VsCode({ vsix, settings });
  const stage = new Stage(vscode, emulator);
  const failures: string[] = [];
  const fail = (name: string) => async (reason: unknown) => {
    console.log(`  FAILED ${name}: ${String(reason)}`);
    failures.push(`${act.name}, ${name}`);
    await vscode.keepEvidence(`tour ${act.name} ${name}`);
  };
  try {
    await vscode.open();
    stage.page.setDefaultTimeout(20_000);
    await wear(stage.page, THEMES.dark);
    await layOut(stage.page, WIDE);
    await act.prepare?.(stage);
    for (const scene of scenes) {
      const began = performance.now();
      await show(stage, scene, wanted(scene, act) ? photographer : undefined).catch(fail(scene.name));
      console.log(`  ${scene.name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
      await strike(stage, scene).catch(fail(`${scene.name}, after it`));
    }
  } catch (error) {
    await fail('its beginning')(error);
  } finally {
    await vscode.remove();
    await act.end?.();
    await emulator.stop();
  }
  return failures;
}

const QUIET = {
  ...FOLLOWING_THE_SYSTEM,
  // A sticky customer row would lie over the row that scrolling has just brought to the top.
  'workbench.tree.enableStickyScroll': false,
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
};

async function show(stage: Stage, scene: Scene, photographer: Photographer | undefined): Promise<void> {
  let shows = await scene.arrange(stage);
  await photographer?.(stage, scene, async (layout) => {
    await layOut(stage.page, layout);
    if (!scene.fleeting && (await shows.isVisible())) return;
    await stage.clear();
    // Where there is room for every button, unless it would not last until the window has its size.
    if (!scene.fleeting) await layOut(stage.page, WIDE);
    shows = await scene.arrange(stage);
    if (!scene.fleeting) await layOut(stage.page, layout);
  });
}

async function strike(stage: Stage, scene: Scene): Promise<void> {
  await stage.clear();
  await layOut(stage.page, WIDE);
  await scene.clear?.(stage);
}

/** Photographs each scene in the looks with these words in their names, into a folder for each. */
export function inLooks(words: string, pictures: string): Photographer {
  return async ({ page }, scene, layOutScene) => {
    for (const [theme, worn] of Object.entries(THEMES)) {
      for (const [name, layout] of Object.entries(LAYOUTS)) {
        const look = `${theme}-${name}`;
        if (!look.includes(words)) continue;
        await wear(page, worn);
        await layOutScene(layout);
        const path = join(pictures, look, `${scene.name}.png`);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, await photograph(page));
      }
    }
    await wear(page, THEMES.dark);
  };
}
