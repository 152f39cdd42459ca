/** Injection token; provided only where the demo office is seeded. */
export const DEMO_SIGN_INS = Symbol('DemoSignIns');

/** The people of the demo office whom a visitor may sign in as. */
export interface DemoSignIns {
  /** The same for all of them. */
  readonly password: string;
  readonly people: readonly { readonly login: string; readonly fullName: string; readonly post: string }[];
}
