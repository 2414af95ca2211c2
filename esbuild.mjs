import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import esbuild from 'esbuild';

const flags = new Set(process.argv.slice(2));
const outdir = process.argv.find((flag) => flag.startsWith('--outdir='))?.slice('--outdir='.length) ?? 'dist';
const production = flags.has('--production');

/** `import(…)` becomes `require(…)`, later. */
const commonJs = { 'dynamic-import': false };

/**
 * What is loaded on first use gets a file of its own, and so does what several such files share. esbuild makes that of
 * ES modules only, so what it made is turned into the CommonJS modules that VS Code loads by a plain `require`.
 */
const commonJsPieces = {
  name: 'common-js-pieces',
  setup(build) {
    const { outdir, minify, sourcemap, target } = build.initialOptions;
    build.initialOptions.write = false;
    build.onEnd(async ({ outputFiles = [], metafile }) => {
      rmSync(outdir, { recursive: true, force: true });
      mkdirSync(outdir, { recursive: true });
      if (!metafile) return;
      const pieces = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
      const early = loadedWith('extension.cjs', metafile);
      pieces.set('extension.cjs', await inOne(early, pieces, { minify, sourcemap, target }));
      for (const name of early) pieces.delete(name);
      for (const [name, text] of pieces) {
        const options = { format: 'cjs', platform: 'node', supported: commonJs, sourcefile: name };
        const made = await esbuild.transform(withPlainRequires(withPlainExports(text)), {
          ...options,
          minify,
          sourcemap,
          target,
        });
        const code = made.code.replace(/require\("\.\/(chunk-\w+\.cjs)"\)/g, (whole, chunk) =>
          early.includes(chunk) ? `require("./extension.cjs").${exportOf(early, chunk)}` : whole,
        );
        writeFileSync(join(outdir, name), code);
      }
    });
  },
};

/** Names of the pieces that a piece needs to be loaded at all. */
function loadedWith(name, { outputs }) {
  const importsOf = new Map(Object.entries(outputs).map(([path, { imports }]) => [basename(path), imports]));
  const found = new Set([name]);
  for (const each of found)
    for (const { path, kind } of importsOf.get(each) ?? [])
      if (kind === 'import-statement' && importsOf.has(basename(path))) found.add(basename(path));
  found.delete(name);
  return [...found];
}

const exportOf = (early, chunk) => `_${early.indexOf(chunk)}`;

/**
 * The entry with all that is loaded with it: one file is loaded in less than half the time that twenty small ones take.
 * It exports each of those as an object, for the pieces that share it.
 */
async function inOne(early, pieces, options) {
  const shared = early.map((name) => `export * as ${exportOf(early, name)} from './${name}';`);
  const { outputFiles } = await esbuild.build({
    ...options,
    stdin: { contents: [`export * from './extension.cjs';`, ...shared].join('\n') },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    plugins: [
      {
        name: 'pieces',
        setup(build) {
          build.onResolve({ filter: /./ }, ({ path, kind }) => {
            const name = path.replace('./', '');
            const inside = kind === 'import-statement' && (name === 'extension.cjs' || early.includes(name));
            return inside ? { path: name, namespace: 'piece' } : { path, external: true };
          });
          build.onLoad({ filter: /./, namespace: 'piece' }, ({ path }) => ({ contents: pieces.get(path) }));
        },
      },
    ],
  });
  return outputFiles[0].text;
}

/**
 * Turns the export clause that ends each module into an assignment: esbuild would put half a kilobyte of helpers for it
 * into each of many small files. Getters, since some of what they give is set later.
 */
function withPlainExports(text) {
  return text.replace(/export\s*\{([^}]*)\};(?=\s*(?:\/\/# \S+\s*)?$)/, (_, clause) => {
    const getters = clause
      .split(',')
      .map((each) => each.trim().split(/\s+as\s+/))
      .filter(([local]) => local !== '')
      .map(([local, exported = local]) => `get ${exported}() { return ${local}; }`);
    return `module.exports = { ${getters.join(', ')} };`;
  });
}

/**
 * Requires VS Code's module and our own as they are. esbuild would copy each into another object, getter by getter, which
 * for VS Code's, with its hundreds, was half of what activation cost.
 */
function withPlainRequires(text) {
  return text
    .replace(/import\s*\*\s*as\s+([\w$]+)\s+from\s*"vscode"/g, 'const $1 = require("vscode")')
    .replace(/import\("(\.\/[^"]+\.cjs)"\)/g, 'Promise.resolve().then(() => require("$1"))');
}

/**
 * undici's main entry takes process-wide slots that every extension shares: ship only the parts in use. Those in turn
 * require what is for form data and HTTP/2, neither of which is ever sent or offered.
 */
const undiciParts = {
  name: 'undici-parts',
  setup(build) {
    build.onLoad({ filter: /[\\/]undici[\\/]index\.js$/ }, () => ({
      contents: `
        const Dispatcher = require('./lib/dispatcher/dispatcher');
        Dispatcher.prototype.connect = require('./lib/api/api-connect');
        module.exports = { Client: require('./lib/dispatcher/client'), Pool: require('./lib/dispatcher/pool') };`,
    }));
    const leftOut = [
      'global',
      'dispatcher/client-h2',
      'web/fetch/body',
      'web/fetch/formdata',
      'web/webidl/index',
    ];
    const filter = new RegExp(
      `[\\\\/]undici[\\\\/]lib[\\\\/](${leftOut.join('|').replaceAll('/', '[\\\\/]')})\\.js$`,
    );
    build.onLoad({ filter }, ({ path }) => ({
      contents: `
        const refuse = () => { throw new Error(${JSON.stringify(`${basename(path)} of undici was left out.`)}); };
        module.exports = Object.assign(refuse, { getGlobalDispatcher: refuse, setGlobalDispatcher: refuse });`,
    }));
  },
};

/** Writes the licenses of what was bundled beside the bundles. */
function writeNotices(inputs) {
  const folders = new Set(
    Object.keys(inputs).flatMap((file) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []),
  );
  const notices = [...folders].sort().map((folder) => {
    const license = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
    if (!license) throw new Error(`${folder} is bundled but carries no license text.`);
    return `${folder.replace('node_modules/', '')}\n\n${readFileSync(join(folder, license), 'utf8').trim()}\n`;
  });
  writeFileSync(join(outdir, 'NOTICES.txt'), notices.join('\n---\n\n'));
}

const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node22',
  outExtension: { '.js': '.cjs' },
  external: ['vscode'],
  // undici's own word for being bundled into Node: without its experimental second parser of 150 KB.
  define: { esbuildDetection: 'true' },
  logLevel: 'warning',
  metafile: true,
};
const extension = {
  ...shared,
  format: 'esm',
  splitting: true,
  entryPoints: {
    extension: 'src/extension.ts',
    // Named because tests and benchmarks load them by themselves.
    api: 'src/api/client.ts',
    emulator: 'src/emulator/server.ts',
  },
  chunkNames: '[name]-[hash]',
  outdir,
  minify: production,
  sourcemap: !production && 'inline',
  legalComments: 'none',
  plugins: [undiciParts, commonJsPieces],
};
const integrationTests = {
  ...shared,
  entryPoints: ['test/integration/**/*.ts'],
  supported: commonJs,
  outdir: 'out/integration',
  external: ['vscode', 'mocha/lib/mocha.cjs'],
  // What a bundle gets that requires an ES module, as mocha is from outside, Node 22 and 24 do not agree on.
  alias: { mocha: 'mocha/lib/mocha.cjs' },
  sourcemap: 'inline',
};
const benchmarks = { ...shared, supported: commonJs, entryPoints: ['bench/host/*.ts'], outdir: 'out/bench' };

if (flags.has('--watch')) {
  await (await esbuild.context({ ...extension, logLevel: 'info' })).watch();
} else if (flags.has('--tests')) {
  await esbuild.build(integrationTests);
} else if (flags.has('--bench')) {
  await esbuild.build(benchmarks);
} else {
  writeNotices((await esbuild.build(extension)).metafile.inputs);
}
