/** Which page of a list: how many items at most, and behind which cursor. */
export interface PageRequest {
  readonly limit: number;
  /** `next` of the page before. */
  readonly after?: string;
}
