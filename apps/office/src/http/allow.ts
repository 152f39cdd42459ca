import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';

/** Who may call a route. */
export type AllowRule =
  | { readonly to: 'everyone' }
  | { readonly to: 'signed-in'; readonly beforePasswordChange: boolean }
  | { readonly to: 'groups'; readonly anyOf: readonly string[] }
  /** External workers, by their token, and people of these groups. */
  | { readonly to: 'workers'; readonly orGroups: readonly string[] };

export const ALLOW_RULE = 'congvan:allow';

/**
 * The rule of a route. Every route carries exactly one of these; the guard closes a route that has none. What a person
 * may do with one particular task or document is decided by the command or query, not here.
 */
export const Allow = {
  /** Also people who are not signed in. */
  everyone: (): MethodDecorator & ClassDecorator => rule({ to: 'everyone' }),
  /** Whoever holds a post. */
  signedIn: (): MethodDecorator & ClassDecorator => signedIn({ to: 'signed-in', beforePasswordChange: false }),
  /** Also people who still have to change their first password, or hold no post: what everybody does with his own account. */
  signedInBeforePasswordChange: (): MethodDecorator & ClassDecorator =>
    signedIn({ to: 'signed-in', beforePasswordChange: true }),
  /** Holders of at least one of these groups, e.g. `clerk` or `head:QLCN`. */
  groups: (...anyOf: [string, ...string[]]): MethodDecorator & ClassDecorator => signedIn({ to: 'groups', anyOf }),
  /** External workers, each with a token of its own; people only where groups are named. */
  workers: (...orGroups: string[]): MethodDecorator & ClassDecorator => signedIn({ to: 'workers', orGroups }),
};

function rule(value: AllowRule): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(ALLOW_RULE, value), ApiExtension('x-allowed', inDescription(value)));
}

/** The rule as the OpenAPI document tells it: one word, or a list of whom any may call the route. */
function inDescription(value: AllowRule): string | readonly string[] {
  if (value.to === 'groups') return value.anyOf;
  return value.to === 'workers' ? [value.to, ...value.orGroups] : value.to;
}

function signedIn(value: AllowRule): MethodDecorator & ClassDecorator {
  return applyDecorators(rule(value), ApiBearerAuth());
}
