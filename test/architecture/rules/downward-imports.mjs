import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { composed, frameworkFree, levels, owners } from '../layers.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** ESLint rule: every import of the tree against the tables of layers.mjs. */
export const downwardImports = {
  meta: { type: 'problem', schema: [], messages: { forbidden: '{{why}}' } },
  create(context) {
    const from = partOf(context.filename);
    const check = (source) => {
      if (typeof source?.value !== 'string') return;
      const why = whyForbidden(from, source.value, context.filename);
      if (why !== undefined) context.report({ node: source, messageId: 'forbidden', data: { why } });
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
      TSExternalModuleReference: (node) => check(node.expression),
    };
  },
};

/**
 * The part of the tree a path belongs to, such as { area: 'libs', name: 'engine' }.
 * @param {string} path absolute
 */
function partOf(path) {
  const [area, name = ''] = relative(root, path).split(sep);
  return { area, name, isTest: area === 'test' || path.endsWith('.spec.ts') || path.includes(`${sep}testing${sep}`) };
}

function whyForbidden(from, specifier, filename) {
  if (specifier.startsWith('#')) return whyNotLib(from, specifier.slice(1));
  if (specifier.startsWith('.')) return whyNotPath(from, partOf(resolve(dirname(filename), specifier)));
  return whyNotPackage(from, specifier);
}

function whyNotLib(from, specifier) {
  const [name, ...inside] = specifier.split('/');
  if (!(name in levels)) return `There is no lib ${name}. A new lib gets its level in test/architecture/layers.mjs.`;
  if (inside.length > 0) return `Import #${name} itself: what others may use is exported by libs/${name}/src/index.ts.`;
  if (from.area !== 'libs') return undefined;
  if (from.name === name) return `Inside libs/${name} import the file by its relative path.`;
  if (!(from.name in levels)) return `libs/${from.name} has no level. Give it one in test/architecture/layers.mjs.`;
  if (levels[name] < levels[from.name]) return undefined;
  return (
    `libs/${from.name} is on level ${levels[from.name]} and may import lower levels only; #${name} is on level ` +
    `${levels[name]}. Move what you need down, or take it as a parameter and let a higher level connect the two.`
  );
}

function whyNotPath(from, to) {
  if (from.area === to.area && from.name === to.name) return undefined;
  if (!isProgram(from)) return to.area === 'libs' ? importInstead(to) : undefined;
  if (to.area === 'libs') return importInstead(to);
  if (to.area === 'test') return from.isTest ? undefined : 'Only tests import from test/. Move what the program needs into a lib.';
  if (from.area === 'libs') return `Libs do not know ${to.area}/. Turn it round: let ${to.area}/ call #${from.name}.`;
  if (to.area !== 'apps' || composed[from.name]?.includes(to.name)) return undefined;
  return `apps/${from.name} and apps/${to.name} do not know each other. Move what both need into a lib.`;
}

const isProgram = (part) => ['apps', 'libs', 'bench'].includes(part.area);
const importInstead = (lib) => `Import #${lib.name} instead of a path into libs/${lib.name}.`;

function whyNotPackage(from, specifier) {
  if (from.area === 'apps' && from.name === 'setup' && !specifier.startsWith('node:')) {
    return 'apps/setup runs before node_modules exists: use Node’s own modules (node:…) only.';
  }
  const isBelow = (name) => specifier === name || specifier.startsWith(`${name}/`);
  const owned = Object.keys(owners).find(isBelow);
  // A spec may read with the engine itself what was written.
  if (owned !== undefined && !from.isTest && from.name !== owners[owned]) {
    return `${owned} is used by libs/${owners[owned]} alone. Use #${owners[owned]}; add there what it lacks.`;
  }
  if (from.area !== 'libs') return undefined;
  if (specifier.startsWith('@nestjs/') && frameworkFree.includes(from.name)) {
    return `libs/${from.name} works without Nest. Write a plain class or function and make it a provider in the app.`;
  }
  if (from.name === 'engine' && specifier.startsWith('node:') && !from.isTest) {
    return 'The engine is a pure function: no input or output, no clock, no random numbers. Return an effect instead.';
  }
  return undefined;
}
