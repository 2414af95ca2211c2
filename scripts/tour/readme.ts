import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../project.ts';
import { withPage } from './gallery.ts';
import { photograph } from './looks.ts';
import type { Photographer } from './perform.ts';
import type { ReadmePicture } from './scene.ts';

/** A part of the window, as PNG. */
interface Shot {
  readonly picture: ReadmePicture;
  readonly png: Buffer;
}

/** Encodes a picture by a canvas, at the lowest quality at which text stays crisp. */
const TO_WEBP = `async (png) => {
  const bitmap = await createImageBitmap(await (await fetch('data:image/png;base64,' + png)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext('2d').drawImage(bitmap, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.4 });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}`;

const STYLE = `body { margin: 0; }
main { display: grid; grid-template-columns: 450px 450px; gap: 10px; padding: 10px; width: max-content;
  background: #14213d; color: #fff; font: 14px/20px system-ui, sans-serif; }
figure { margin: 0; } figcaption { padding: 0 0 6px; } b { color: #fca311; } img { width: 450px; display: block; }`;

/** Takes the pictures that the README shows, in the dark theme that VS Code begins with. */
export class ReadmePictures {
  readonly #shots: Shot[] = [];

  readonly photograph: Photographer = async ({ page }, { readme }, layOutScene) => {
    if (!readme) return;
    await layOutScene(readme.layout);
    const png = await photograph(page, readme.clip);
    this.#shots.push({ picture: readme, png });
  };

  /** Writes them into `media` and tells how large each is. */
  async write(): Promise<void> {
    await withPage(async (page) => {
      const steps = this.#shots.filter(({ picture }) => picture.step !== undefined);
      if (steps.length > 0) await writePicture(page, 'overview', await together(page, steps));
      for (const { picture, png } of this.#shots)
        if (picture.step === undefined) await writePicture(page, picture.name, png);
    });
  }
}

/** The steps beside and below each other, with numbers. */
async function together(page: Page, steps: readonly Shot[]): Promise<Buffer> {
  const figures = steps.map(
    ({ picture, png }, index) =>
      `<figure><figcaption><b>${String(index + 1)}</b> ${picture.step ?? ''}</figcaption>` +
      `<img src="data:image/png;base64,${png.toString('base64')}"></figure>`,
  );
  await page.setContent(`<style>${STYLE}</style><main>${figures.join('')}</main>`);
  await page.locator('img').last().waitFor();
  return page.locator('main').screenshot();
}

async function writePicture(page: Page, name: string, png: Buffer): Promise<void> {
  const webp = await page.evaluate<string>(`(${TO_WEBP})('${png.toString('base64')}')`);
  const path = join(root, 'media', `${name}.webp`);
  await mkdir(dirname(path), { recursive: true });
  const bytes = Buffer.from(webp, 'base64');
  await writeFile(path, bytes);
  console.log(`  media/${name}.webp  ${(bytes.length / 1000).toFixed(1)} kB`);
}
