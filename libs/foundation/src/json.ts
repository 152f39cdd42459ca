/** A value that survives JSON unchanged: all that variables, engine state and payloads are made of. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}
