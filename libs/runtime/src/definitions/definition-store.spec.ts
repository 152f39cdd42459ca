import type { Transaction } from '#database';
import { bpmn, sequence } from '../../../../test/support/bpmn-text.js';
import { DefinitionStore } from './definition-store.js';

/** The definitions by id, as the database would give them back, and how often it was asked. */
function stored(rows: Readonly<Record<string, { readonly key: string; readonly bpmn: string }>>) {
  const query = jest.fn(async (_sql: string, [id]: readonly unknown[] = []) => [rows[String(id)]].filter(Boolean));
  return { query } as unknown as Pick<Transaction, 'query'> & { readonly query: jest.Mock };
}

const visit = bpmn('visit', sequence(''));
const longer = bpmn('visit', sequence('<task id="greet"/>', 'greet'));
const second = '<process id="leave" isExecutable="true"><startEvent id="s"/></process>';
const pair = visit.replace('</definitions>', `${second}</definitions>`);

describe('a process definition', () => {
  it('is loaded and compiled once', async () => {
    const reader = stored({ one: { key: 'visit', bpmn: visit } });
    const store = new DefinitionStore();
    expect(await store.graph(reader, 'one')).toBe(await store.graph(reader, 'one'));
    expect(reader.query).toHaveBeenCalledTimes(1);
  });

  it('shares its compiled graph with another version of equal content, and with no other', async () => {
    const reader = stored({
      first: { key: 'visit', bpmn: visit },
      second: { key: 'visit', bpmn: longer },
      back: { key: 'visit', bpmn: visit },
    });
    const store = new DefinitionStore();
    const [first, second, back] = await Promise.all(['first', 'second', 'back'].map((id) => store.graph(reader, id)));
    expect(back).toBe(first);
    expect(second).not.toBe(first);
    expect(Object.keys(second?.nodes ?? {})).toContain('greet');
  });

  it('has a graph of its own where a file holds several processes', async () => {
    const reader = stored({ one: { key: 'visit', bpmn: pair }, other: { key: 'leave', bpmn: pair } });
    const store = new DefinitionStore();
    expect((await store.graph(reader, 'one')).key).toBe('visit');
    expect((await store.graph(reader, 'other')).key).toBe('leave');
  });

  it('that was not found is looked for again', async () => {
    const rows: Record<string, { key: string; bpmn: string }> = {};
    const [reader, store] = [stored(rows), new DefinitionStore()];
    await expect(store.graph(reader, 'late')).rejects.toThrow('There is no process definition late');
    rows['late'] = { key: 'visit', bpmn: visit };
    expect((await store.graph(reader, 'late')).key).toBe('visit');
  });
});
