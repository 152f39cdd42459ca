import { READERS_OF_ALL_FIGURES } from '#sla';
import type { Principal } from '../access/principal.js';
import { unitInScope } from '../access/unit-scope.js';

/**
 * What somebody may see of the tasks: those who oversee the office all, a head his unit's, everybody his own.
 * @throws NotAllowedError
 */
export function tasksInScope<Request extends { readonly unit?: string; readonly person?: string }>(
  request: Request,
  principal: Principal,
): Request {
  if (request.person === principal.login) return request;
  const unit = unitInScope(principal, READERS_OF_ALL_FIGURES, request.unit);
  return unit === undefined ? request : { ...request, unit };
}

/**
 * What somebody may see of units: those who oversee the office any or all of them, a head his own.
 * @throws NotAllowedError
 */
export function ofUnitInScope<Request extends { readonly unit?: string }>(request: Request, principal: Principal): Request {
  return { ...request, unit: unitInScope(principal, READERS_OF_ALL_FIGURES, request.unit) };
}
