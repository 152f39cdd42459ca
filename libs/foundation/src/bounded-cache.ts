/** Keeps the `capacity` most recently used values. A Map iterates in insertion order: its first key is the oldest. */
export class BoundedCache<Key, Value extends NonNullable<unknown>> {
  private readonly entries = new Map<Key, Value>();

  constructor(private readonly capacity: number) {}

  getOrAdd(key: Key, make: (key: Key) => Value): Value {
    const known = this.entries.get(key);
    if (known !== undefined) {
      this.entries.delete(key);
      this.entries.set(key, known);
      return known;
    }
    const value = make(key);
    this.entries.set(key, value);
    if (this.entries.size > this.capacity) this.entries.delete(this.entries.keys().next().value as Key);
    return value;
  }

  /** Forgets a value that turned out not to be worth keeping. */
  delete(key: Key): void {
    this.entries.delete(key);
  }
}
