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
});
