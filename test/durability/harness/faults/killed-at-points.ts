import { faultPoints, type FaultPointName } from '../member/member-options.js';
import type { Fault } from './fault.js';

/** A member that never comes by the point is left alone after so long. */
const PATIENCE_MS = 5_000;

/** SIGKILL at each named point, in workers, and in clients where they come by: one fault for each. */
export const killedAtPoints: readonly Fault[] = faultPoints.flatMap((point) => [
  killed(point, 'worker'),
  ...(point.startsWith('command.') ? [killed(point, 'client')] : []),
]);

function killed(point: FaultPointName, role: 'worker' | 'client'): Fault {
  return {
    name: `${role} killed at ${point}`,
    run: async ({ crew, chance }, { severe }) => {
      const members = role === 'worker' ? crew.workers : crew.clients;
      const deaths = members.map(async (member) => {
        const pass = 1 + Math.floor(chance() * (severe ? 50 : 4));
        const order = { point, pass, accident: { kind: 'kill' } } as const;
        if (await member.suffer(order, PATIENCE_MS)) await member.ended;
      });
      await Promise.all(deaths);
    },
  };
}
