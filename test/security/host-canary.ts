declare global {
  /** What an attack tries to call; it exists only while a test of this folder runs. */
  var reachHost: jest.Mock | undefined;
}

const REALM = [Object, Array, Function, String, Number, Boolean, Promise, Map, Set, Date, RegExp, Error];

/** The names of everything that an attack could add to, or take from, what all code shares. */
function shared(): string[] {
  const names = (owner: object) => Reflect.ownKeys(owner).map(String);
  return [...names(globalThis), ...REALM.flatMap((type) => [...names(type), ...names(type.prototype as object)])];
}

/** After each test of the file: nothing of the host was called, no prototype and no global has changed. */
export function watchHost(): void {
  let before: string[];

  beforeEach(() => {
    globalThis.reachHost = jest.fn();
    before = shared();
  });

  afterEach(() => {
    expect(globalThis.reachHost).not.toHaveBeenCalled();
    expect(shared()).toEqual(before);
    expect({}).not.toHaveProperty('polluted');
  });
}
