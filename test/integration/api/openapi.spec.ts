import { readFile } from 'node:fs/promises';
import { describeApi } from '../../../apps/api/src/index.js';

describe('docs/openapi.json', () => {
  it('is what the code says; if not: npm run congvan -- openapi docs/openapi.json', async () => {
    const inTree = JSON.parse(await readFile('docs/openapi.json', 'utf8'));
    expect(inTree).toEqual(JSON.parse(JSON.stringify(await describeApi())));
  });

  it('says of every operation what it is for, who may call it and how it refuses', async () => {
    const { paths } = await describeApi();
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
    );
    const poor = operations.filter(
      ({ operation }) =>
        !operation.summary || operation['x-allowed'] === undefined || operation.responses.default === undefined,
    );
    expect(operations.length).toBeGreaterThan(50);
    expect(poor.map(({ name }) => name)).toEqual([]);
  });

  it('is in Vietnamese throughout, for those who read it are', async () => {
    const texts = JSON.stringify(await describeApi()).matchAll(/"(?:summary|description)":"((?:[^"\\]|\\.)*)"/g);
    expect([...texts].map(([, text]) => text!).filter((text) => !/[^\x00-\x7f–…]/.test(text))).toEqual([]);
  });

  it('refers only to schemas that it has', async () => {
    const description = await describeApi();
    const references = JSON.stringify(description).matchAll(/"\$ref":"([^"]+)"/g);
    const known = Object.keys(description.components!.schemas!).map((name) => `#/components/schemas/${name}`);
    expect([...references].map(([, reference]) => reference!).filter((reference) => !known.includes(reference))).toEqual([]);
  });

  it('gives every operation a name of its own, by which generated clients call it', async () => {
    const { paths } = await describeApi();
    const names = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['listTasks', 'registerIncomingDocument', 'deployProcesses']));
  });

  it('lets every list be paged in the same way', async () => {
    const { paths } = await describeApi();
    const pages = Object.entries(paths).filter(([, { get }]) => JSON.stringify(get?.responses['200'] ?? '').includes('Page"'));
    expect(pages.length).toBeGreaterThan(10);
    for (const [path, { get }] of pages) {
      const parameters = get!.parameters!.map((parameter) => ('name' in parameter ? parameter.name : ''));
      expect([path, ...parameters]).toEqual(expect.arrayContaining([path, 'limit', 'after']));
    }
  });
});
