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
const commonJsChunks = {
  name: 'common-js-chunks',
  setup(build) {
    const { outdir, minify, sourcemap } = build.initialOptions;
    build.initialOptions.write = false;
    build.onEnd(async ({ outputFiles = [] }) => {
      rmSync(outdir, { recursive: true, force: true });
      mkdirSync(outdir, { recursive: true });
      for (const { path, text } of outputFiles) {
        const { code } = await esbuild.transform(withPlainExports(text), {
          format: 'cjs',
          platform: 'node',
          target: build.initialOptions.target,
          supported: commonJs,
          sourcefile: basename(path),
          minify,
          sourcemap,
        });
        writeFileSync(path, code);
      }
    });
  },
};

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
  plugins: [undiciParts, commonJsChunks],
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
