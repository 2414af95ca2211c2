import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { Command, ContextKey, ContextValue, Setting, View, Walkthrough } from '../../src/manifest.ts';
import { manifestText } from '../support/manifest.ts';

interface Property {
  readonly scope: string;
  readonly default: unknown;
  readonly enum?: string[];
  readonly enumDescriptions?: string[];
  readonly markdownDescription: string;
}

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: string[];
}

interface Manifest {
  readonly contributes: {
    readonly commands: { command: string; title: string; category: string }[];
    readonly configuration: { readonly properties: Record<string, Property> };
    readonly views: Record<string, { id: string }[]>;
    readonly viewsWelcome: { contents: string; when: string }[];
    readonly walkthroughs: { id: string; steps: Step[] }[];
    readonly menus: Record<string, { command: string; when?: string }[]>;
  };
}

const { contributes } = JSON.parse(manifestText()) as Manifest;
const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const menuItems = Object.values(contributes.menus).flat();

describe('the manifest and the code that names it', () => {
  it('agree on commands and views', () => {
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).sort(),
      Object.values(Command).sort(),
    );
    assert.deepEqual(
      Object.values(contributes.views).flatMap((views) => views.map(({ id }) => id)),
      Object.values(View),
    );
  });

  it('agree on settings, of which a workspace can change none', () => {
    const { properties } = contributes.configuration;
    assert.deepEqual(Object.keys(properties).sort(), Object.values(Setting).sort());
    for (const [name, property] of Object.entries(properties)) {
      assert.equal(property.scope, 'application', name);
      assert.match(property.markdownDescription, /^[A-Z].*\.$/, name);
      assert.ok(!property.enum || property.enum.includes(String(property.default)), name);
      assert.equal(property.enumDescriptions?.length, property.enum?.length, name);
    }
  });

  it('have menus and welcome texts call only commands that exist', () => {
    const commands = new Set<string>(Object.values(Command));
    for (const { command } of menuItems) assert.ok(commands.has(command), command);
    // VS Code's own for each view.
    for (const view of Object.values(View)) commands.add(`${view}.focus`);
    const texts = [
      ...contributes.viewsWelcome.map(({ contents }) => contents),
      ...steps.map(({ description }) => description),
    ];
    const links = texts.flatMap((contents) => [...contents.matchAll(/command:(partnerConsole[\w.]+)/g)]);
    assert.ok(links.length > 0);
    for (const [, command] of links) assert.ok(commands.has(command ?? ''), command);
  });

  it('have conditions name only context keys and row kinds that are set', () => {
    const keys = new Set<string>(Object.values(ContextKey));
    const conditions = [
      ...[...menuItems, ...contributes.viewsWelcome].map(({ when }) => when ?? ''),
      ...steps.flatMap(({ completionEvents }) => completionEvents),
    ].join('\n');
    const asked = conditions.match(/config\.[\w.]+/g) ?? [];
    for (const setting of asked)
      assert.ok(Object.values(Setting).includes(setting.replace('config.', '') as never), setting);
    const named = conditions.replaceAll(/(view == |config\.)[\w.]+/g, '').match(/partnerConsole\.\w+/g) ?? [];
    assert.deepEqual(new Set(named), keys);
    const rowKinds = [...conditions.matchAll(/viewItem (?:==|=~) \/?\^?\(?([\w|]+)/g)].flatMap(([, kinds]) =>
      kinds?.split('|'),
    );
    const known = Object.values(ContextValue).map((value) => value.replace('.', ''));
    for (const kind of rowKinds) assert.ok(known.includes(kind as never), kind);
  });

  it('have a walkthrough whose steps have pictures and complete by what was done, not by what was clicked', () => {
    assert.deepEqual(
      contributes.walkthroughs.map(({ id }) => id),
      Object.values(Walkthrough),
    );
    assert.equal(steps.length, 4);
    for (const { id, media, completionEvents } of steps) {
      assert.ok(existsSync(new URL(`../../${media.svg}`, import.meta.url)), media.svg);
      assert.ok(media.altText, id);
      for (const event of completionEvents) assert.match(event, /^onContext:partnerConsole\./, id);
    }
  });

  it('have titles of one style: verb first, an ellipsis where something is asked', () => {
    const silent = new Set<string>([
      Command.addSample,
      Command.diagnoseConnection,
      Command.refreshCustomers,
      Command.loadMore,
      Command.retry,
      Command.stopReading,
      Command.nextPage,
      Command.previousPage,
      Command.resetArrangement,
      Command.addFavourite,
      Command.removeFavourite,
      Command.loadFavourites,
      Command.dropFavourites,
      Command.showDetails,
      Command.turnOnPresentation,
      Command.turnOffPresentation,
      Command.clearSearch,
      Command.copyEmail,
      Command.copyId,
      Command.ignoreLeak,
      Command.openWalkthrough,
      Command.showLog,
      Command.clearClipboard,
      Command.showActivity,
    ]);
    for (const { command, title, category } of contributes.commands) {
      assert.equal(category, 'Partner Console');
      assert.match(title, /^[A-Z][a-z]+( [A-Z][A-Za-z-]+| to| into| with| and| from| as)*…?$/);
      assert.equal(title.endsWith('…'), !silent.has(command), title);
    }
  });
});
