import { givingTo, type Handling, type HandlingAct } from './handling-trace.js';

/** `act doneBy from to`, `-` for nobody. */
const trace = (...lines: string[]): Handling[] =>
  lines.map((line, index) => {
    const [act, doneBy, from, to] = line.split(' ') as [HandlingAct, string, string, string];
    return { number: index + 1, act, doneBy, from: from === '-' ? null : from, to: to === '-' ? null : to, reason: null, at: '' };
  });
const giverOf = (holder: string, ...lines: string[]) => givingTo(holder, trace(...lines))?.doneBy;

describe('who gave a task to its holder', () => {
  it('is nobody where it came to him by its process, by his claim or by an operator', () => {
    expect(giverOf('lan')).toBeUndefined();
    expect(giverOf('lan', 'handed-over hoa hoa cuong')).toBeUndefined();
  });

  it('is who handed it over or forwarded it, and for a head who took it himself nobody', () => {
    expect(giverOf('lan', 'handed-over hoa hoa lan')).toBe('hoa');
    expect(giverOf('lan', 'forwarded hung hoa lan')).toBe('hung');
    expect(giverOf('hung', 'forwarded hung hoa hung')).toBeUndefined();
  });

  it('is one hand after the other as it is returned', () => {
    const there = ['forwarded hung - hoa', 'handed-over hoa hoa lan'];
    expect(giverOf('lan', ...there)).toBe('hoa');
    expect(giverOf('hoa', ...there, 'returned lan lan hoa')).toBe('hung');
    expect(giverOf('hung', ...there, 'returned lan lan hoa', 'returned hoa hoa hung')).toBeUndefined();
  });

  it('is who gave it anew after it was taken back', () => {
    expect(giverOf('cuong', 'handed-over hoa hoa lan', 'recalled hoa lan hoa', 'handed-over hoa hoa cuong')).toBe('hoa');
    expect(giverOf('hoa', 'handed-over hoa hoa lan', 'recalled hoa lan hoa')).toBeUndefined();
  });
});
