import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import esbuild from 'esbuild';

const flags = new Set(process.argv.slice(2));
const outdir = process.argv.find((flag) => flag.startsWith('--outdir='))?.slice('--outdir='.length) ?? 'dist';
const production = flags.has('--production');

/** What is loaded on first use gets a file of its own: `import('…/api/client.ts')` becomes `require('./api.cjs')`. */
const onFirstUse = {
  'api/client.ts': './api.cjs',
  'api/probe.ts': './api.cjs',
  'emulator/server.ts': './emulator.cjs',
};
const loadOnFirstUse = {
  name: 'load-on-first-use',
  setup(build) {
    build.onResolve({ filter: /^\.\.?\// }, ({ kind, path }) => {
      const entry = Object.keys(onFirstUse).find((suffix) => path.endsWith(`/${suffix}`));
      return kind === 'dynamic-import' && entry ? { path: onFirstUse[entry], external: true } : undefined;
    });
    // Both are made of the same parts, so they share a file.
    build.onResolve({ filter: /^all-of-api$/ }, ({ path }) => ({ path, namespace: 'all-of-api' }));
    build.onLoad({ filter: /.*/, namespace: 'all-of-api' }, () => ({
      contents: `export * from './src/api/client.ts'; export * from './src/api/probe.ts';`,
      resolveDir: import.meta.dirname,
    }));
  },
};

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
  supported: { 'dynamic-import': false },
  // undici's own word for being bundled into Node: without its experimental second parser of 150 KB.
  define: { esbuildDetection: 'true' },
  logLevel: 'warning',
  metafile: true,
};
const extension = {
  ...shared,
  entryPoints: {
    extension: 'src/extension.ts',
    api: 'all-of-api',
    emulator: 'src/emulator/server.ts',
  },
  outdir,
  minify: production,
  sourcemap: !production,
  legalComments: 'none',
  plugins: [loadOnFirstUse, undiciParts],
};
const integrationTests = {
  ...shared,
  entryPoints: ['test/integration/**/*.ts'],
  outdir: 'out/integration',
  external: ['vscode', 'mocha'],
  sourcemap: 'inline',
};
const benchmarks = { ...shared, entryPoints: ['bench/host/*.ts'], outdir: 'out/bench' };

if (flags.has('--watch')) {
  await (await esbuild.context({ ...extension, logLevel: 'info' })).watch();
} else if (flags.has('--tests')) {
  await esbuild.build(integrationTests);
} else if (flags.has('--bench')) {
  await esbuild.build(benchmarks);
} else {
  writeNotices((await esbuild.build(extension)).metafile.inputs);
}
