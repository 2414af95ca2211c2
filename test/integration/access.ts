import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/extension.ts';
import type { Prompts } from '../../src/platform/prompts.ts';
import { ScriptedPrompts, type Answer } from '../support/prompts.ts';

/** The id of the extension under test. */
export const EXTENSION_ID = 'partner-console.partner-console';

/** The extension, activated if it was not, and what it hands to its tests. */
export async function access(): Promise<TestAccess> {
  const extension = vscode.extensions.getExtension<TestAccess>(EXTENSION_ID);
  assert.ok(extension, 'the extension is installed');
  return extension.activate();
}

/** Has a scripted user answer all questions from here on. */
export async function script(...answers: Answer[]): Promise<ScriptedPrompts> {
  const { prompts } = await access();
  const scripted = new ScriptedPrompts(...answers);
  const methods: Prompts = {
    pick: scripted.pick.bind(scripted),
    pickLive: scripted.pickLive.bind(scripted),
    find: scripted.find.bind(scripted),
    input: scripted.input.bind(scripted),
    stepInput: scripted.stepInput.bind(scripted),
    stepPick: scripted.stepPick.bind(scripted),
    confirm: scripted.confirm.bind(scripted),
    openFile: scripted.openFile.bind(scripted),
    saveFile: scripted.saveFile.bind(scripted),
    info: scripted.info.bind(scripted),
    warn: scripted.warn.bind(scripted),
    error: scripted.error.bind(scripted),
    progress: scripted.progress.bind(scripted),
  };
  Object.assign(prompts, methods);
  return scripted;
}

/** Runs a command as a user would who gives these answers, all of which must be asked for. Returns what was shown. */
export async function run(
  command: string,
  answers: readonly Answer[],
  row?: unknown,
  rows?: unknown,
): Promise<string> {
  const scripted = await script(...answers);
  await vscode.commands.executeCommand(command, row, rows);
  // A command that fails does not wait for its message, which shows within the same turn.
  await turn();
  scripted.assertDone();
  return scripted.asked.join('\n');
}
