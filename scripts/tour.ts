/**
 * Does the main job by itself in a real VS Code, as a user would with mouse and keyboard: each step is told in a
 * line, seen to happen, and photographed into `artifacts/tour/`. Also shows all there is to see, in every look.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Workbench } from '../test/e2e/objects/workbench.ts';
import { cache, root } from './project.ts';
import { ACTS } from './tour/acts/all.ts';
import { overview } from './tour/acts/overview.ts';
import { writeContactSheets } from './tour/gallery.ts';
import { dragSideBar, THEMES } from './tour/looks.ts';
import { STEPS } from './tour/mainJob.ts';
import { inLooks, perform, type Photographer } from './tour/perform.ts';
import { ReadmePictures } from './tour/readme.ts';
import type { Act, Scene } from './tour/scene.ts';
import { openWindow, type Window } from './vscode/window.ts';
import { startWorkbench } from './vscode/workbench.ts';

const PICTURES = join(root, 'artifacts', 'tour');

/** Tours a packaged extension once in a dark and once in a light theme. Rejects at the first step not seen to happen. */
export async function tour(vsix: string): Promise<void> {
  await rm(PICTURES, { recursive: true, force: true });
  // Of the project, and emptied here as well: a tour that is interrupted removes nothing.
  const folder = join(cache, 'tour');
  for (const theme of ['dark', 'light'] as const) {
    console.log(`\nThe tour, ${theme}`);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    await tourOnce(vsix, folder, join(PICTURES, theme), THEMES[theme].colorTheme);
  }
  console.log(`\nEvery step was seen to happen. Pictures are in ${PICTURES}`);
}

/**
 * Shows the scenes with these words in their names or in their acts', in the looks with those in theirs: dark, light and
 * high contrast, each wide, narrow and zoomed. Pictures are in a folder for each look, and together on sheets.
 */
export async function showAll(vsix: string, words: string, looks: string): Promise<void> {
  if (words === '' && looks === '') await rm(PICTURES, { recursive: true, force: true });
  const wanted = (...of: readonly { name: string }[]) => of.some(({ name }) => name.includes(words));
  try {
    await performAll(ACTS, vsix, wanted, inLooks(looks, PICTURES));
  } finally {
    await writeContactSheets(PICTURES);
  }
  console.log(`\nPictures and sheets are in ${PICTURES}`);
}

/** Takes the pictures of the README with these words in their names, and puts them into `media/`. */
export async function illustrate(vsix: string, words: string): Promise<void> {
  const pictures = new ReadmePictures();
  const wanted = ({ readme }: Scene): boolean => readme?.name.includes(words) ?? false;
  try {
    await performAll([overview, ...ACTS], vsix, wanted, pictures.photograph);
  } finally {
    await pictures.write();
  }
}

/** @throws when one of them could not be shown, after all the others were */
async function performAll(
  acts: readonly Act[],
  vsix: string,
  wanted: (scene: Scene, act: Act) => boolean,
  photograph: Photographer,
): Promise<void> {
  const failed: string[] = [];
  for (const act of acts) failed.push(...(await perform(act, vsix, wanted, photograph)));
  if (failed.length > 0) throw new Error(`Not seen: ${failed.join('; ')}. Pictures are in artifacts/e2e.`);
}

async function tourOnce(vsix: string, folder: string, pictures: string, colorTheme: string): Promise<void> {
  const workspace = join(folder, 'portal');
  await mkdir(workspace, { recursive: true });
  // A sticky customer row would lie over the row that scrolling has just brought to the top.
  const settings = { 'workbench.colorTheme': colorTheme, 'workbench.tree.enableStickyScroll': false };
  const server = await startWorkbench({ userDataDir: join(folder, 'user-data'), vsix, settings });
  let window: Window | undefined;
  try {
    window = await openWindow(server, { size: { width: 1120, height: 560 } });
    await window.page.goto(server.url(workspace));
    const workbench = new Workbench(window.page);
    await workbench.waitUntilReady();
    // So that rows show their e-mail addresses whole.
    await dragSideBar(window.page, 530);
    for (const [index, { name, says, act }] of STEPS.entries()) {
      const number = String(index + 1).padStart(2, '0');
      console.log(`  ${number}  ${says}`);
      try {
        await act(workbench);
      } finally {
        // Also of a step that failed: the picture says why.
        await workbench.screenshot(join(pictures, `${number}-${name}.png`));
      }
    }
  } finally {
    await window?.close();
    await server.stop();
  }
}
