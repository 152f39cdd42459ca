/** A field that is null is as good as absent: Camunda's clients send both. */
export type WithoutNulls<Body> = { [Field in keyof Body]: Exclude<Body[Field], null> };

/** A body without those of its own fields that are null. */
export function withoutNulls<Body extends object>(body: Body): WithoutNulls<Body> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null)) as WithoutNulls<Body>;
}
